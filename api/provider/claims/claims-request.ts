import { type Client, errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { type Scope, scopesFor } from '../../../domain/claims/claims.js';
import { readRequests } from '../../../domain/verified-claims/request.js';

/** The longest `claims` parameter: codes and access tokens carry it, sealed. */
const longest = 2_000;

/** What oidc-provider hands to accounts and checks: the members of the `claims` parameter, of one use. */
type Member = { verified_claims?: unknown } | undefined;

/** The part of the `claims` parameter (OpenID Connect Core, §5.5) that we answer: `verified_claims`. */
export const claimsParameter = {
  enabled: true,
  assertClaimsParameter({ oidc }: KoaContextWithOIDC, claims: { userinfo?: Member; id_token?: Member }): void {
    if (String(oidc.params?.claims).length > longest) throw new errors.InvalidRequest('claims is too long');
    for (const use of ['userinfo', 'id_token'] as const) {
      const member = claims[use]?.verified_claims;
      if (member === undefined || readRequests(member)) continue;
      throw new errors.InvalidRequest(
        `claims.${use}.verified_claims needs verification with trust_framework, and claims`,
      );
    }
  },
};

/** Lets several requests for verified claims stand in a list: the provider takes a member of `claims` for an object or nothing. */
export function takeLists(provider: Provider): void {
  const { prototype } = (provider as unknown as { Claims: { prototype: { mask(asked: Member): void } } }).Claims;
  const { mask } = prototype;
  prototype.mask = function (this: object, asked: Member) {
    mask.call(this, Array.isArray(asked?.verified_claims) ? { ...asked, verified_claims: null } : asked);
  };
}

/** The scopes beyond the request's own that the person must agree to, for claims that it asks for by name. */
export function moreScopes(client: Client | undefined, scope: unknown, members: readonly Member[]): Scope[] {
  const names = members
    .flatMap((member) => readRequests(member?.verified_claims) ?? [])
    .flatMap(({ claims }) => Object.keys(claims));
  return names.length === 0 ? [] : scopesFor(names, words(scope), words(client?.scope));
}

/** The same for a request under way. */
export function moreScopesOf({ oidc }: KoaContextWithOIDC): Scope[] {
  const { claims, scope } = oidc.params ?? {};
  if (typeof claims !== 'string') return [];
  const { userinfo, id_token } = JSON.parse(claims) as { userinfo?: Member; id_token?: Member };
  return moreScopes(oidc.client, scope, [userinfo, id_token]);
}

const words = (scope: unknown): string[] => (typeof scope === 'string' ? scope.split(' ') : []);
