import type { MrzReading } from '../mrz/read-mrz.js';

/**
 * What a document is. `other`: recognised as one that is not taken (a certificate, another state's licence); `unknown`: not recognised,
 * which most often is the photo's fault.
 */
export type DocumentKind =
  | 'passport'
  | 'identity-card'
  | 'residence-permit'
  | 'driving-licence'
  | 'visa'
  | 'other'
  | 'unknown';

/** The side of a card; a passport's data page and a licence's side with the portrait are the front. */
export type DocumentSide = 'front' | 'back';

/** Kinds that prove who somebody is, here. */
export const acceptedKinds: readonly DocumentKind[] = [
  'passport',
  'identity-card',
  'residence-permit',
  'driving-licence',
];

/** A crew member's certificate is of no state's register of people (ICAO 9303 part 5, section 4.2.2.2). */
const CREW = 'AC';
/** Issuers write permits as `IR` or `AR` (the EU's and the United Kingdom's), `C1` and `C2` (United States), `AT`, `RP` or `TS`. */
const PERMIT = /^(.R|C1|C2|AT|RP|TS)/;

/** What the first characters of an MRZ say about the document. Source: ICAO 9303 parts 4 to 7. */
export function kindOfMrz({ format, fields }: Pick<MrzReading, 'format' | 'fields'>): DocumentKind {
  const code = fields.documentCode;
  if (format === 'MRV-A' || format === 'MRV-B' || code.startsWith('V')) return 'visa';
  if (format === 'TD3') return code.startsWith('P') ? 'passport' : 'other';
  if (code === CREW) return 'other';
  return PERMIT.test(code) ? 'residence-permit' : 'identity-card';
}

/** TD1 cards carry their MRZ on the back, TD2 cards and passports beside the portrait (ICAO 9303 parts 4 to 6). */
export function sideOfMrz({ format }: Pick<MrzReading, 'format'>): DocumentSide {
  return format === 'TD1' ? 'back' : 'front';
}
