import { type CryptoKey, exportJWK, importJWK, importPKCS8, type JWK } from 'jose';

/** How a partner signs what it sends to Surety. RS512 unless the key says otherwise. */
export type Algorithm = 'RS512' | 'RS256' | 'PS256' | 'ES256';

/** A private key: as a JWK, as PEM (PKCS #8), or a `CryptoKey` that may sign. */
export type PrivateKey = JWK | string | CryptoKey;

export type SigningKey = { key: CryptoKey; kid: string | undefined; algorithm: Algorithm };

/**
 * @param algorithm for RSA keys that do not name theirs; a P-256 key signs by ES256
 * @param kid the key's id in the set you registered, where the key does not name it
 */
export async function signingKey(given: PrivateKey, algorithm?: Algorithm, kid?: string): Promise<SigningKey> {
  if (isCryptoKey(given)) return { key: given, kid, algorithm: algorithmOf(given) };
  if (typeof given === 'string') {
    const chosen = algorithm ?? 'RS512';
    // It came as text: that its public half can be published tells nobody more.
    return { key: await importPKCS8(given, chosen, { extractable: true }), kid, algorithm: chosen };
  }
  const chosen = (given.alg as Algorithm | undefined) ?? (given.kty === 'EC' ? 'ES256' : (algorithm ?? 'RS512'));
  const key = (await importJWK({ ext: true, ...given }, chosen)) as CryptoKey;
  return { key, kid: given.kid ?? kid, algorithm: chosen };
}

/** The public halves of all keys, the one that signs first. @throws TypeError for a `CryptoKey` that may not be exported */
export async function publicKeys({ keys, algorithm, kid }: KeyOptions): Promise<{ keys: JWK[] }> {
  const known = keys.map((key, index) => signingKey(key, algorithm, index === 0 ? kid : undefined));
  return { keys: await Promise.all(known.map(async (key) => publicHalf(await key))) };
}

export interface KeyOptions {
  keys: readonly PrivateKey[];
  algorithm?: Algorithm;
  kid?: string;
}

async function publicHalf({ key, kid, algorithm }: SigningKey): Promise<JWK> {
  if (!key.extractable) throw new TypeError('this key cannot be exported');
  const { kty, n, e, crv, x, y } = await exportJWK(key);
  const members = kty === 'EC' ? { crv, x, y } : { n, e };
  return { kty, ...members, use: 'sig', alg: algorithm, ...(kid && { kid }) } as JWK;
}

const isCryptoKey = (key: PrivateKey): key is CryptoKey => typeof key === 'object' && 'usages' in key;

function algorithmOf({ algorithm }: CryptoKey): Algorithm {
  const { name, hash } = algorithm as { name: string; hash?: { name: string } };
  if (name === 'ECDSA') return 'ES256';
  if (name === 'RSA-PSS') return 'PS256';
  return hash?.name === 'SHA-256' ? 'RS256' : 'RS512';
}
