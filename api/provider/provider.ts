import { hkdfSync } from 'node:crypto';
import { type Configuration, Provider } from 'oidc-provider';
import { claimsOfEveryScope, offeredScopes, scopeTable } from '../../domain/claims/claims.js';
import { signingAlgorithms } from '../../domain/partners/signing-algorithms.js';
import type { SigningKeys } from '../../platform/keys/signing-keys.js';
import type { Logger } from '../../platform/log/log.js';
import { createSafeFetch } from '../../platform/network/safe-fetch.js';
import type { Network } from '../../platform/network/target-networks.js';
import type { Store } from '../../store/database.js';
import type { ProviderPages } from '../../ui/ports.js';
import { accountFinder, type SignedInAccount } from './claims/account.js';
import { claimsParameter, takeLists } from './claims/claims-request.js';
import { consentGrants } from './claims/grants.js';
import { trustmarkAddress } from './claims/trustmark.js';
import { adapterFor } from './clients/adapter.js';
import { ownMetadata } from './clients/clients.js';
import { checkAssertion, fapi, isFapi } from './clients/fapi.js';
import { firstPartyClient } from './clients/first-party.js';
import { acceptKeysWithoutKid } from './clients/keys-without-kid.js';
import { partnerApi, partnerApiResource } from './clients/partner-api-resource.js';
import { discovery } from './discovery.js';
import { watchProvider } from './events.js';
import { readInteractions } from './interactions.js';
import { sayOutages } from './outages.js';
import { providerPages } from './pages.js';
import { nameSubjects } from './prompts/acting.js';
import { policy } from './prompts/policy.js';
import { noteVisits } from './prompts/whom.js';
import { assertedSignIn } from './requests/asserted-sign-in.js';
import { requestObjects } from './requests/request-objects.js';
import { requestRules } from './requests/request-rules.js';
import { endSessions } from './sessions/end-session.js';
import { rowPerSession } from './sessions/sessions.js';
import { jwtAccessTokens, revocable } from './tokens/access-tokens.js';
import { achievedBy } from './tokens/achieved.js';
import { sealedCodes } from './tokens/codes.js';
import { dpopAlgorithms } from './tokens/dpop-proof.js';
import { lifetimes } from './tokens/lifetimes.js';
import { putKeys } from './tokens/put-keys.js';
import { tokenLimit } from './tokens/token-limit.js';

export interface ProviderOptions {
  /** The public address of Surety, without a path or a last slash. */
  issuer: string;
  /** They change while the provider runs. */
  keys: SigningKeys;
  /** The first signs cookies, all are accepted. */
  cookieKeys: readonly Uint8Array[];
  store: Store;
  log: Logger;
  pages: ProviderPages;
  /** How many seconds a code lives; 60 if left out. */
  codeSeconds?: number | undefined;
  /** Nothing begins before then. */
  maintenanceUntil?: Date | undefined;
  /** Networks in which partners' servers may lie besides the public internet. */
  privateTargets?: readonly Network[] | undefined;
  /** There is a GP system: linkage keys are offered. */
  linkage?: boolean | undefined;
  /** A session has ended: partners are to be told. */
  onSignedOut: () => void;
}

/** Makes Surety's OpenID Provider: code flow, `private_key_jwt`, vectors of trust. Writes as little as it safely can. */
export function createProvider(options: ProviderOptions): Provider {
  const { issuer, store, log, keys } = options;
  const grants = consentGrants(store);
  const provider = new Provider(issuer, configuration(options, grants.loadExistingGrant));
  // Links are made from the public address, whatever host a request named (see routes.ts).
  provider.proxy = true;
  keys.follow((jwks) => putKeys(provider, jwks));
  grants.install(provider);
  sealedCodes(provider, store);
  jwtAccessTokens(provider, { issuer, keys, store });
  acceptKeysWithoutKid(provider);
  takeLists(provider);
  nameSubjects(provider);
  rowPerSession(provider, store);
  readInteractions(provider, store);
  Object.assign(provider.ReplayDetection, {
    unique: (iss: string, jti: string, exp: number) => store.oidc.firstUse(iss, jti, exp),
  });
  watchProvider(provider, log);
  noteVisits(provider, store);
  endSessions(provider, { issuer, store, onEnded: options.onSignedOut });
  sayOutages(provider);
  return provider;
}

function configuration(
  {
    issuer,
    store,
    log,
    cookieKeys,
    pages,
    codeSeconds = 60,
    privateTargets,
    maintenanceUntil,
    linkage = false,
    keys,
  }: ProviderOptions,
  loadExistingGrant: Configuration['loadExistingGrant'],
): Configuration {
  const offered = offeredScopes(linkage);
  const secure = issuer.startsWith('https:');
  const safeFetch = createSafeFetch({ privateTargets });
  const limit = tokenLimit(store);
  const { renderError, logoutSource, postLogoutSuccessSource } = providerPages(pages);
  const cookie = { signed: true, httpOnly: true, sameSite: 'lax', secure, overwrite: true } as const;
  const name = (base: string, prefix: string) => (secure ? prefix + base : base);
  return {
    adapter: adapterFor(store, offered),
    jwks: { keys: keys.jwks as never },
    clients: [firstPartyClient(issuer)],
    // Key sets lie where partners say.
    fetch: (url, { headers } = {}) => safeFetch(String(url), { headers: Object.fromEntries(new Headers(headers)) }),
    findAccount: accountFinder(store, trustmarkAddress(issuer)),
    loadExistingGrant,
    interactions: { policy: policy(store, linkage), url: (_ctx, { uid }) => `/interaction/${uid}` },
    extraParams: {
      ...requestRules(store, offered, maintenanceUntil),
      asserted_login_identity: assertedSignIn(store, log),
    },
    extraTokenClaims: ({ oidc: { entities } }, token) => {
      const achieved = token.kind === 'AccessToken' && achievedBy(entities.AuthorizationCode ?? entities.RefreshToken);
      if (!achieved) return undefined;
      const { vot, returnCode, delegationId } = achieved;
      const { acting } = entities.Account as SignedInAccount;
      const { sid } = token as { sid?: string };
      return {
        ...(sid ? { sid } : {}),
        vot,
        vtm: trustmarkAddress(issuer),
        ...(returnCode ? { return_code: returnCode } : {}),
        ...(acting
          ? { act: { sub: acting.delegation.actorId }, delegation_id: delegationId, subject: acting.subject.id }
          : {}),
      };
    },
    scopes: ['openid'],
    claims: {
      ...Object.fromEntries(offered.map((scope) => [scope, [...scopeTable[scope].claims]])),
      openid: [...scopeTable.openid.claims, ...claimsOfEveryScope],
      auth_time: null,
      iss: null,
      sid: null,
    },
    acrValues: [],
    discovery,
    conformIdTokenClaims: false,
    responseTypes: ['code', 'none'],
    subjectTypes: ['public'],
    clientAuthMethods: ['private_key_jwt', 'none'],
    enabledJWA: {
      clientAuthSigningAlgValues: [...signingAlgorithms],
      requestObjectSigningAlgValues: [...signingAlgorithms],
      idTokenSigningAlgValues: [...keys.algorithms],
      dPoPSigningAlgValues: [...dpopAlgorithms],
    },
    clientDefaults: { id_token_signed_response_alg: 'RS512', require_auth_time: true },
    clientBasedCORS: () => false,
    clockTolerance: 10,
    // NHS login's partners may come without PKCE; who sends a challenge must answer it, by S256 only.
    pkce: { required: (_ctx, client) => isFapi(client) },
    extraClientMetadata: { properties: ownMetadata, validator: () => {} },
    allowOmittingSingleRegisteredRedirectUri: false,
    async assertJwtClientAuthClaimsAndHeader(ctx, claims, _header, client) {
      checkAssertion(claims, client, issuer);
      await limit(ctx, client.clientId);
      const { oidc } = ctx;
      const { params } = oidc;
      // The endpoint refuses whatever looks like a JWT; refresh tokens do not.
      if (oidc.route === 'revocation' && String(params?.token).includes('.') && params) {
        params.token = revocable + String(params.token);
      }
    },
    cookies: {
      names: {
        session: name('surety_session', '__Host-'),
        interaction: name('surety_interaction', '__Secure-'),
        resume: name('surety_resume', '__Secure-'),
      },
      keys: cookieKeys.map((key) => Buffer.from(hkdfSync('sha256', key, '', 'surety provider cookies 1', 32))),
      long: cookie,
      short: cookie,
    },
    ttl: lifetimes(codeSeconds),
    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      jwks: '/jwks',
      pushed_authorization_request: '/par',
      revocation: '/revoke',
      end_session: '/end-session',
    },
    renderError,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // FAPI 2.0 (§5.3.2.1) wants none replaced: they are bound to the partner's key already.
    rotateRefreshToken: ({ oidc }) => !isFapi(oidc.client),
    // A code used twice ends its tokens, not the consent.
    revokeGrantPolicy: () => false,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      requestObjects,
      claimsParameter,
      fapi,
      revocation: { enabled: true, allowedPolicy: async (_ctx, { clientId }, token) => token.clientId === clientId },
      resourceIndicators: partnerApi(partnerApiResource(issuer), store),
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
    },
  };
}
