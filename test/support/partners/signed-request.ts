import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';

/** What a partner signs as: its client id, its key and algorithm, and Surety as the one it is for. */
export type Signer = { clientId: string; issuer: string; key: CryptoKey; alg: string };

const seconds = (): number => Math.floor(Date.now() / 1_000);

/** A client assertion (RFC 7523), by itself valid, with some claims changed. */
export function signedAssertion({ clientId, issuer, key, alg }: Signer, changes: JWTPayload = {}): Promise<string> {
  const now = seconds();
  const claims = { iss: clientId, sub: clientId, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60, ...changes };
  return new SignJWT(claims).setProtectedHeader({ alg }).sign(key);
}

/** A request object (RFC 9101) that holds these parameters. */
export function signedRequest({ clientId, issuer, key, alg }: Signer, parameters: JWTPayload): Promise<string> {
  const now = seconds();
  const claims = { iss: clientId, aud: issuer, client_id: clientId, nbf: now, exp: now + 60, ...parameters };
  return new SignJWT(claims).setProtectedHeader({ alg, typ: 'oauth-authz-req+jwt' }).sign(key);
}
