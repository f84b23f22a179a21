import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import { madeOnce } from '../made-once.js';

let asked = 0;

/** A private RSA key of 2048 bits that no other call in this test file has had; other files have the same ones. */
export function rsaKey(): Promise<JWK> {
  asked += 1;
  return madeOnce(`rsa-${asked}`, () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return privateKey.export({ format: 'jwk' }) as JWK;
  });
}
