import { livenessWindow } from '../../domain/verification/liveness-window.js';
import type { Lookup } from './lookup.js';

/**
 * The bytes from which the poses of a face scan are drawn. A keyed hash of the case, the form's nonce and the quarter of an hour in which
 * the page was issued: nobody can foresee it, a reload of the page asks for the same poses, the check draws them again without their
 * having been stored, and who has seen them has no longer than twice that time to make pictures to suit. 32 bytes.
 *
 * @param issuedAt when the page was made, in milliseconds since 1970
 */
export function livenessSeed(lookup: Lookup, caseId: string, nonce: string, issuedAt: number): Uint8Array {
  const period = Math.floor(issuedAt / livenessWindow);
  return Buffer.from(lookup.lookup('token', `liveness ${caseId} ${nonce} ${period}`), 'base64url');
}
