import { createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { checkPartnerKey, KeyRefused } from '../../../platform/keys/partner-key.js';

/** Longer texts are no key of ours. */
const longest = 20_000;

/**
 * Reads a public key: PEM (SPKI, PKCS #1, or a certificate), a JWK, or a JWKS of one. Only what makes the key is kept, and its `kid`
 * where it has one: a key without is tried whatever an assertion names.
 *
 * @returns the key with its thumbprint (RFC 7638).
 * @throws KeyRefused naming what is wrong; for a private key too, which nobody should have seen.
 */
export async function readKey(text: string): Promise<{ id: string; jwk: JWK }> {
  if (/PRIVATE KEY/.test(text)) throw new KeyRefused('key_private');
  if (text.length > longest) throw new KeyRefused('key_not_valid');
  const given = text.trim().startsWith('{') ? fromJson(text) : fromPem(text);
  checkPartnerKey(given);
  const { kty, n, e, crv, x, y, kid } = given as JWK;
  const bare = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
  const named = typeof kid === 'string' && /^[\x21-\x7e]{1,200}$/.test(kid) ? { kid } : {};
  return { id: await calculateJwkThumbprint(bare as JWK), jwk: { ...bare, ...named } as JWK };
}

function fromJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KeyRefused('key_not_valid');
  }
  const { keys } = value as { keys?: unknown };
  if (!Array.isArray(keys)) return value;
  if (keys.length !== 1) throw new KeyRefused('key_several');
  return keys[0];
}

function fromPem(text: string): unknown {
  try {
    return createPublicKey(text).export({ format: 'jwk' });
  } catch {
    throw new KeyRefused('key_not_valid');
  }
}
