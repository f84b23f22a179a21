import { type CryptoKey, importJWK, importPKCS8, type JWK } from 'jose';

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
    return { key: await importPKCS8(given, chosen), kid, algorithm: chosen };
  }
  const chosen = algorithm ?? (given.alg as Algorithm | undefined) ?? (given.kty === 'EC' ? 'ES256' : 'RS512');
  return { key: (await importJWK(given, chosen)) as CryptoKey, kid: kid ?? given.kid, algorithm: chosen };
}

const isCryptoKey = (key: PrivateKey): key is CryptoKey => typeof key === 'object' && 'usages' in key;

function algorithmOf({ algorithm }: CryptoKey): Algorithm {
  const { name, hash } = algorithm as { name: string; hash?: { name: string } };
  if (name === 'ECDSA') return 'ES256';
  if (name === 'RSA-PSS') return 'PS256';
  return hash?.name === 'SHA-256' ? 'RS256' : 'RS512';
}
