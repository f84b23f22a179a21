import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { fixedCode, isFixedChallenge } from '../../domain/sandbox/fixed-codes.js';

/** What a keyed hash is of. Each kind has a key of its own: an email and a reference that are equal never look equal. */
export type LookupKind =
  | 'email'
  | 'mobile'
  | 'landline'
  | 'address'
  | 'nhsNumber'
  | 'reference'
  | 'document'
  | 'device'
  | 'network'
  | 'token'
  | 'messageAbout'
  | 'staff'
  | 'frame'
  | 'linkageKey'
  | 'auditEntry'
  | 'auditChain'
  | 'journeyEvent'
  | 'automation';

/** Finds personal values without holding them: by hashes that nobody can make without the key. */
export interface Lookup {
  /** The keyed hash (base64url, 43 characters) of a value that its caller has normalised. */
  lookup(kind: LookupKind, value: string): string;
  /** The six digits of a challenge: always the same for the same challenge, so a retry sends the same code. */
  oneTimeCode(challengeId: string): string;
}

/** @param environment in a sandbox the challenges of test people have the fixed code; live knows of none. */
export function createLookup(key: Uint8Array, environment: 'sandbox' | 'live' = 'live'): Lookup {
  if (key.length !== 32) throw new RangeError('a lookup key has 32 bytes');
  const subkeys = new Map<string, KeyObject>();
  const subkeyOf = (purpose: string): KeyObject => {
    const made = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `surety lookup 1 ${purpose}`, 32)));
    subkeys.set(purpose, made);
    return made;
  };
  const hash = (purpose: string, value: string): Buffer =>
    createHmac('sha256', subkeys.get(purpose) ?? subkeyOf(purpose))
      .update(value)
      .digest();
  return {
    lookup: (kind, value) => hash(kind, value).toString('base64url'),
    // 64 bits reduced to a million values: no digit is likelier than another by more than one in 10^13.
    oneTimeCode: (challengeId) =>
      environment === 'sandbox' && isFixedChallenge(challengeId)
        ? fixedCode
        : (hash('one-time code', challengeId).readBigUInt64BE() % 1_000_000n).toString().padStart(6, '0'),
  };
}

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
