import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A key to which tokens are bound, and proofs that it is held (RFC 9449 §4). */
export async function dpopKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk: JWK = await exportJWK(publicKey);
  return {
    jwk,
    /** A proof for one request; `changes` make it wrong. */
    proof(htm: string, htu: string, accessToken?: string, changes: Record<string, unknown> = {}): Promise<string> {
      const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
      const iat = Math.floor(Date.now() / 1_000);
      return new SignJWT({ jti: randomUUID(), htm, htu, iat, ...(ath ? { ath } : {}), ...changes })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(privateKey);
    },
  };
}
