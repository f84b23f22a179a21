import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type JWK, type JWTPayload, jwtVerify } from 'jose';
import { type SigningAlgorithm, signingAlgorithms } from '../../domain/partners/signing-algorithms.js';

/**
 * What the private signing keys can do: of each kind the first signs, all verify. They change while a process runs: ask each time, and keep no
 * answer.
 */
export interface SigningKeys {
  /** As the provider publishes them. RSA keys name no `alg`: partners choose among several. */
  readonly jwks: readonly JWK[];
  /** The algorithms that there is a key for. */
  readonly algorithms: readonly SigningAlgorithm[];
  /** The key that signs by an algorithm. @throws TypeError where there is none */
  signer(algorithm: string): { kid: string; key: KeyObject };
  /** The claims of a token of ours (`at+jwt`) for an audience; undefined where it is not one, or no longer. */
  accessTokenClaims(token: string, issuer: string, audience: string): Promise<JWTPayload | undefined>;
  /** Puts other keys in the place of these, for everybody who asks from now on. */
  replace(keys: readonly JWK[]): void;
  /** Called at once, and whenever the keys are replaced, before anything is signed by a new one. */
  follow(follower: (jwks: readonly JWK[]) => void): void;
}

export function signingKeys(first: readonly JWK[]): SigningKeys {
  let known = read(first);
  const followers: ((jwks: readonly JWK[]) => void)[] = [];
  return {
    get jwks() {
      return known.jwks;
    },
    get algorithms() {
      return known.algorithms;
    },
    signer(algorithm) {
      const signer = known.signers.get(algorithm);
      if (!signer) throw new TypeError(`there is no signing key for ${algorithm}`);
      return signer;
    },
    accessTokenClaims: (token, issuer, audience) =>
      jwtVerify(token, ({ kid }) => known.publicKeys.get(kid) ?? Promise.reject(new Error('unknown key')), {
        issuer,
        audience,
        typ: 'at+jwt',
        algorithms: [...known.algorithms],
        requiredClaims: ['client_id', 'jti', 'iat', 'exp'],
      }).then(
        ({ payload }) => payload,
        () => undefined,
      ),
    replace(keys) {
      if (keys.map(({ kid }) => kid).join() === known.jwks.map(({ kid }) => kid).join()) return;
      const next = read(keys);
      for (const follow of followers) follow(next.jwks);
      known = next;
    },
    follow(follower) {
      followers.push(follower);
      follower(known.jwks);
    },
  };
}

function read(keys: readonly JWK[]) {
  const jwks = keys.map(({ alg: _, ...key }) => ({
    ...key,
    use: 'sig',
    ...(key.kty === 'EC' ? { alg: 'ES256' } : {}),
  }));
  const publicKeys = new Map(keys.map((key) => [key.kid, createPublicKey(jwkInput(key))]));
  const firstOf = (algorithm: string) => jwks.find(({ kty }) => kty === kindFor(algorithm));
  const algorithms = signingAlgorithms.filter(firstOf);
  const signers = new Map(algorithms.map((one) => [one as string, signerOf(firstOf(one))]));
  return { jwks, publicKeys, algorithms, signers };
}

const kindFor = (algorithm: string) => (algorithm.startsWith('ES') ? 'EC' : 'RSA');
const jwkInput = (key: JWK) => ({ key: key as Record<string, unknown>, format: 'jwk' as const });

function signerOf(key: JWK | undefined): { kid: string; key: KeyObject } {
  if (!key?.kid) throw new TypeError('a signing key has a kid');
  return { kid: key.kid, key: createPrivateKey(jwkInput(key)) };
}
