import type { Signal } from '../../domain/verification/signals.js';
import type { DocumentFields } from './document-fields.js';
import type { PrintedLine } from './print-reader.js';
import { repeatedFields } from './repeated-fields.js';

/** So many fields found prove that the print is this document's and can be read. */
const PROOF = 2;

/**
 * A name of the MRZ that the print does not show though other fields are there. Weak: of ten published specimens none lacked a name, but
 * print on patterns, and names in another script, may always be missed.
 */
export function disagreement(print: readonly PrintedLine[], fields: DocumentFields): Signal[] {
  const repeated = repeatedFields(print, fields);
  const named = repeated.includes('surname') && (repeated.includes('givenNames') || fields.givenNames === '');
  return repeated.length >= PROOF && !named ? [{ code: 'document_text_differs', strength: 'weak' }] : [];
}
