import { exportJWK, SignJWT } from 'jose';
import * as openid from 'openid-client';

/** Proofs that a request holds the key which its token is bound to (RFC 9449). */
interface ProofOfKey {
  /** For the endpoints that openid-client asks. */
  handle(configuration: openid.Configuration): Promise<openid.DPoPHandle>;
  /** The header `DPoP` of one request with a token. */
  proof(method: string, address: string, accessToken: string): Promise<string>;
}

/** A key of this process. A code is not bound to it, so that another process may redeem it. */
export function proofOfKey(now: () => Date): ProofOfKey {
  let made: Promise<CryptoKeyPair> | undefined;
  const pair = () => {
    made ??= openid.randomDPoPKeyPair('ES256') as Promise<CryptoKeyPair>;
    return made;
  };
  return {
    handle: async (configuration) => openid.getDPoPHandle(configuration, await pair()),
    async proof(htm, address, accessToken) {
      const { privateKey, publicKey } = await pair();
      const { origin, pathname } = new URL(address);
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken));
      const ath = btoa(String.fromCharCode(...new Uint8Array(digest)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace('=', '');
      return new SignJWT({ htm, htu: origin + pathname, ath, jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
        .setIssuedAt(now())
        .sign(privateKey);
    },
  };
}
