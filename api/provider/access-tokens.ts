import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type JWK, jwtVerify, SignJWT } from 'jose';
import type { Provider } from 'oidc-provider';
import type { Store } from '../../store/database.js';
import { grantIdOf } from './grants.js';

/** Marks a token that the revocation endpoint may look at: it refuses everything that looks like a JWT. */
export const revocable = 'jwt:';

/**
 * Makes access tokens JWTs (RFC 9068) that carry `vot` and `vtm` and that userinfo accepts. The provider itself knows JWTs only for other
 * resource servers. They are not stored: the signature vouches for them, and what is revoked is remembered (store/oidc.ts).
 */
export function jwtAccessTokens(provider: Provider, { issuer, keys, store }: JwtAccessTokenOptions): void {
  const { AccessToken } = provider;
  const newest = keys[0];
  if (!newest) throw new TypeError('a signing key is needed');
  const privateKey = createPrivateKey({ key: newest as Record<string, unknown>, format: 'jwk' });
  const publicKeys = new Map(
    keys.map((key) => [key.kid, createPublicKey({ key: key as Record<string, unknown>, format: 'jwk' })]),
  );
  const payloadOf = (AccessToken.prototype as unknown as { getValueAndPayload: PayloadMaker }).getValueAndPayload;

  const getValueAndPayload: PayloadMaker = async function (this: object) {
    const { payload } = await payloadOf.call(this);
    const value = await new SignJWT({
      ...(payload.extra as object | undefined),
      client_id: payload.clientId,
      scope: payload.scope,
      ...(payload.jkt ? { cnf: { jkt: payload.jkt } } : {}),
    })
      .setProtectedHeader({ alg: 'RS512', typ: 'at+jwt', kid: newest.kid as string })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(payload.accountId as string)
      .setJti(payload.jti as string)
      .setIssuedAt(payload.iat as number)
      .setExpirationTime(payload.exp as number)
      .sign(privateKey);
    // Without a payload the provider stores nothing.
    return { value } as never;
  };

  const find = async (value: string) => {
    const token = value.startsWith(revocable) ? value.slice(revocable.length) : value;
    const claims = await verified(token);
    if (!claims) return undefined;
    const { sub, client_id, jti, iat, exp, scope, vot, vtm, cnf } = claims as AccessTokenClaims;
    const grantId = grantIdOf(sub, client_id);
    if (await store.oidc.isRevoked(jti, grantId, iat)) return undefined;
    const jkt = cnf ? { jkt: cnf.jkt } : {};
    const fields = { accountId: sub, clientId: client_id, grantId, scope, jti, iat, exp, extra: { vot, vtm }, ...jkt };
    return new AccessToken(fields as never);
  };

  const verified = (token: string) =>
    jwtVerify(token, ({ kid }) => publicKeys.get(kid) ?? Promise.reject(new Error('unknown key')), {
      issuer,
      audience: issuer,
      typ: 'at+jwt',
      algorithms: ['RS512'],
      requiredClaims: ['sub', 'client_id', 'jti', 'iat', 'exp'],
    }).then(
      ({ payload }) => payload,
      () => undefined,
    );

  Object.assign(AccessToken.prototype, { getValueAndPayload });
  Object.assign(AccessToken, { find });
}

type JwtAccessTokenOptions = { issuer: string; keys: readonly JWK[]; store: Store };
type PayloadMaker = (this: object) => Promise<{ value?: string; payload: Record<string, unknown> }>;

type AccessTokenClaims = {
  sub: string;
  client_id: string;
  jti: string;
  iat: number;
  exp: number;
  scope: string;
  vot?: string;
  vtm?: string;
  cnf?: { jkt: string };
};
