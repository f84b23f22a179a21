import { SignJWT } from 'jose';
import type { Provider } from 'oidc-provider';
import type { SigningKeys } from '../../../platform/keys/signing-keys.js';
import type { Store } from '../../../store/database.js';
import { grantIdOf } from '../claims/grants.js';

/** Marks a token that the revocation endpoint may look at: it refuses everything that looks like a JWT. */
export const revocable = 'jwt:';

const claimsContext = 'oidc.AccessToken.claims';

/**
 * Makes access tokens JWTs (RFC 9068) that carry `vot` and `vtm` and that userinfo accepts. The provider itself knows JWTs only for other
 * resource servers. They are not stored: the signature vouches for them, and what is revoked is remembered (store/provider/oidc.ts).
 */
export function jwtAccessTokens(provider: Provider, { issuer, keys, store }: JwtAccessTokenOptions): void {
  const { AccessToken } = provider;
  const { sealer } = store.tools;
  const payloadOf = (AccessToken.prototype as unknown as AccessTokenModel).getValueAndPayload;

  const getValueAndPayload: AccessTokenModel['getValueAndPayload'] = async function (this: AccessTokenModel) {
    const { payload } = await payloadOf.call(this);
    const algorithm = this.client?.idTokenSignedResponseAlg ?? 'RS512';
    const { kid, key } = keys.signer(algorithm);
    const { subject, ...extra } = (payload.extra ?? {}) as { subject?: string };
    const asked = (payload.claims as { userinfo?: object } | undefined)?.userinfo;
    const value = await new SignJWT({
      ...extra,
      client_id: payload.clientId,
      scope: payload.scope,
      ...(payload.jkt ? { cnf: { jkt: payload.jkt } } : {}),
      // What the request wants userinfo to answer; it may name values, so it is for our eyes only.
      ...(asked ? { asked: Buffer.from(sealer.sealJson(asked, claimsContext)).toString('base64url') } : {}),
    })
      .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(subject ?? (payload.accountId as string))
      .setJti(payload.jti as string)
      .setIssuedAt(payload.iat as number)
      .setExpirationTime(payload.exp as number)
      .sign(key);
    // Without a payload the provider stores nothing.
    return { value } as never;
  };

  const find = async (value: string) => {
    const token = value.startsWith(revocable) ? value.slice(revocable.length) : value;
    const claims = await keys.accessTokenClaims(token, issuer, issuer);
    if (!claims?.sub) return undefined;
    const { client_id, jti, iat, exp, scope, sid, vot, vtm, return_code, delegation_id, act, cnf, asked } =
      claims as AccessTokenClaims;
    const accountId = act?.sub ?? claims.sub;
    const grantId = grantIdOf(accountId, client_id, delegation_id);
    if (await store.oidc.isRevoked(jti, grantId, iat, sid)) return undefined;
    const acting = delegation_id ? { delegation_id, act, subject: claims.sub } : {};
    const extra = { sid, vot, vtm, ...(return_code ? { return_code } : {}), ...acting };
    const jkt = cnf ? { jkt: cnf.jkt } : {};
    const userinfo = asked && sealer.openJson<object>(Buffer.from(asked, 'base64url'), claimsContext);
    const fields = { accountId, clientId: client_id, grantId, scope, jti, iat, exp, extra, ...jkt };
    return new AccessToken({ ...fields, ...(userinfo ? { claims: { userinfo } } : {}) } as never);
  };

  Object.assign(AccessToken.prototype, { getValueAndPayload });
  Object.assign(AccessToken, { find });
}

type JwtAccessTokenOptions = { issuer: string; keys: SigningKeys; store: Store };

type AccessTokenModel = {
  client?: { idTokenSignedResponseAlg?: string };
  getValueAndPayload(): Promise<{ value?: string; payload: Record<string, unknown> }>;
};

type AccessTokenClaims = {
  client_id: string;
  jti: string;
  iat: number;
  exp: number;
  scope: string;
  sid?: string;
  vot?: string;
  vtm?: string;
  return_code?: string;
  delegation_id?: string;
  act?: { sub: string };
  cnf?: { jkt: string };
  asked?: string;
};
