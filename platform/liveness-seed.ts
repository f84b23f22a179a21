import type { Lookup } from './lookup.js';

/**
 * The bytes from which the poses of a face scan are drawn. A keyed hash of the case and the form's nonce: nobody can foresee it, a reload
 * of the page asks for the same poses, and the check draws them again without their having been stored. 32 bytes.
 */
export function livenessSeed(lookup: Lookup, caseId: string, nonce: string): Uint8Array {
  return Buffer.from(lookup.lookup('token', `liveness ${caseId} ${nonce}`), 'base64url');
}
