import { isCardShaped } from './corners/shape.js';
import type { DocumentReading, DocumentReason } from './read-document.js';

/** What another photo of the same document mends. */
const MENDED: readonly DocumentReason[] = ['document_cut_off', 'document_too_far', 'document_unreadable'];

/**
 * Why a photo that looks well must be taken again all the same: what is to be read is outside the picture, covered, or wiped out by
 * light. The side of a card without lines may have nothing to read.
 */
export function reasonsForRetake({ reasons, corners }: Pick<DocumentReading, 'reasons' | 'corners'>): DocumentReason[] {
  const mayBeFront = corners && isCardShaped(corners);
  return reasons.filter((reason) => MENDED.includes(reason) && !(mayBeFront && reason === 'document_unreadable'));
}
