import type { SeenDocument } from '../../../domain/casework/decline-reasons.js';
import { type Attestation, factsOfPass } from '../../../domain/gpg45/attestation.js';
import { type Explanation, explain, isTraced } from '../../../domain/gpg45/explain.js';
import type { FieldErrors } from '../../../domain/journey/field-errors.js';
import type { Review } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';

/** What the form says of a pass, already of the right shape. */
type Chosen = {
  document?: SeenDocument | undefined;
  comparison?: Attestation['comparison'] | undefined;
  record: boolean;
};

/**
 * What a pass rests on, or why it is not enough: pictures that are not there cannot have been compared, and what was proved must add up to
 * P9 (domain/gpg45).
 *
 * @param today YYYY-MM-DD
 */
export async function attestationOf(
  { evidence }: Pick<Store, 'evidence'>,
  review: Review,
  { document, comparison, record }: Chosen,
  today: string,
): Promise<{ attested: Attestation } | { errors: FieldErrors }> {
  if (!document || !comparison) return { errors: {} };
  if (document === 'other' || document === 'unknown') return { errors: { document: 'not_enough' } };
  const attested = { document, comparison, record };
  const [pieces, before] = await Promise.all([
    evidence.list(review.caseId),
    evidence.fact<Explanation>(review.caseId, 'decision'),
  ]);
  const has = (slot: string) =>
    pieces.some((piece) => piece.slot.startsWith(slot) && piece.mediaType.startsWith('image/'));
  const attachedAs = (...kinds: string[]) =>
    pieces.some(({ slot, tags }) => slot === 'attached' && kinds.includes(String(tags?.kind)));
  const both = (has('document') || attachedAs('front', 'back')) && (has('face') || attachedAs('portrait'));
  if (comparison === 'pictures' && !both) return { errors: { comparison: 'no_pictures' } };
  const { level } = explain(factsOfPass(attested, isTraced(before), review.signals ?? []), today);
  return level === 'P9' ? { attested } : { errors: { document: 'not_enough' } };
}
