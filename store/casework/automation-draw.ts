import type { Lookup } from '../../platform/keys/lookup.js';

/** What a case draws, 0 to 99.99: by a keyed hash of its id, so that a retry draws the same, and nobody can make an id that draws well. */
export function automationDraw(lookup: Lookup, caseId: string): number {
  const bytes = Buffer.from(lookup.lookup('automation', caseId), 'base64url');
  return (bytes.readUIntBE(0, 6) % 10_000) / 100;
}
