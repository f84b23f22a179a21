import { hkdfSync } from 'node:crypto';
import type { JWK } from 'jose';
import { type Configuration, errors, Provider } from 'oidc-provider';
import { scopeTable } from '../../domain/claims.js';
import type { Logger } from '../../platform/log.js';
import type { Store } from '../../store/database.js';
import type { ProviderPages } from '../../ui/ports.js';
import { jwtAccessTokens, revocable } from './access-tokens.js';
import { accountFinder } from './account.js';
import { adapterFor } from './adapter.js';
import { sealedCodes } from './codes.js';
import { watchProvider } from './events.js';
import { firstPartyClient } from './first-party.js';
import { consentGrants } from './grants.js';
import { readInteractions } from './interactions.js';
import { acceptKeysWithoutKid } from './keys-without-kid.js';
import { sayOutages } from './outages.js';
import { providerPages } from './pages.js';
import { partnerApi, partnerApiResource } from './partner-api-resource.js';
import { policy } from './policy.js';
import { requestRules } from './request-rules.js';
import { rowPerSession, sessionTtl } from './sessions.js';
import { trustmarkAddress } from './trustmark.js';

export interface ProviderOptions {
  /** The public address of Surety, without a path or a last slash. */
  issuer: string;
  /** Private RSA keys; the first signs. */
  signingKeys: { keys: JWK[] };
  /** The first signs cookies, all are accepted. */
  cookieKeys: readonly Uint8Array[];
  store: Store;
  log: Logger;
  pages: ProviderPages;
}

/** Lifetimes in seconds: codes shorter than NHS login's 10 minutes, the tokens as long as there. */
const lifetimes = { AuthorizationCode: 60, AccessToken: 5 * 60, ClientCredentials: 5 * 60, IdToken: 60 * 60 };

/** Assertions that live longer than this would have to be remembered for as long. */
const longestAssertion = 60 * 60;

/** Makes Surety's OpenID Provider: code flow, `private_key_jwt`, vectors of trust. Writes as little as it safely can. */
export function createProvider(options: ProviderOptions): Provider {
  const { issuer, store, log } = options;
  const keys = options.signingKeys.keys.map((key) => ({ ...key, alg: 'RS512', use: 'sig' }));
  const grants = consentGrants(store);
  const provider = new Provider(issuer, configuration(options, keys, grants.loadExistingGrant));
  // Links are made from the public address, whatever host a request named (see routes.ts).
  provider.proxy = true;
  grants.install(provider);
  sealedCodes(provider, store);
  jwtAccessTokens(provider, { issuer, keys, store });
  acceptKeysWithoutKid(provider);
  rowPerSession(provider, store);
  readInteractions(provider, store);
  Object.assign(provider.ReplayDetection, {
    unique: (iss: string, jti: string, exp: number) => store.oidc.firstUse(iss, jti, exp),
  });
  watchProvider(provider, log);
  sayOutages(provider);
  return provider;
}

function configuration(
  { issuer, store, cookieKeys, pages }: ProviderOptions,
  keys: JWK[],
  loadExistingGrant: Configuration['loadExistingGrant'],
): Configuration {
  const secure = issuer.startsWith('https:');
  const { renderError, logoutSource, postLogoutSuccessSource } = providerPages(pages);
  const cookie = { signed: true, httpOnly: true, sameSite: 'lax', secure, overwrite: true } as const;
  const name = (base: string, prefix: string) => (secure ? prefix + base : base);
  return {
    adapter: adapterFor(store),
    jwks: { keys: keys as never },
    clients: [firstPartyClient(issuer)],
    findAccount: accountFinder(store, trustmarkAddress(issuer)),
    loadExistingGrant,
    interactions: { policy: policy(), url: (_ctx, { uid }) => `/interaction/${uid}` },
    extraParams: requestRules(store),
    extraTokenClaims: (ctx, token) => {
      const vot = token.kind === 'AccessToken' && ctx.oidc.entities.AuthorizationCode?.acr;
      return vot ? { vot, vtm: trustmarkAddress(issuer) } : undefined;
    },
    scopes: ['openid'],
    claims: {
      ...Object.fromEntries(Object.entries(scopeTable).map(([scope, { claims }]) => [scope, [...claims]])),
      auth_time: null,
      iss: null,
      sid: null,
    },
    acrValues: [],
    conformIdTokenClaims: false,
    responseTypes: ['code', 'none'],
    subjectTypes: ['public'],
    clientAuthMethods: ['private_key_jwt', 'none'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS512', 'RS256', 'PS256', 'ES256'],
      idTokenSigningAlgValues: ['RS512'],
    },
    clientDefaults: { id_token_signed_response_alg: 'RS512', require_auth_time: true },
    clientBasedCORS: () => false,
    clockTolerance: 5,
    // NHS login's partners may come without PKCE; who sends a challenge must answer it, by S256 only.
    pkce: { required: () => false },
    allowOmittingSingleRegisteredRedirectUri: false,
    async assertJwtClientAuthClaimsAndHeader(ctx, { exp }) {
      if (typeof exp !== 'number' || exp > Date.now() / 1_000 + longestAssertion) {
        throw new errors.InvalidClientAuth('client assertion lives too long');
      }
      const { params } = ctx.oidc;
      if (ctx.oidc.route === 'revocation' && params) params.token = revocable + String(params.token);
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
    ttl: {
      ...lifetimes,
      Session: sessionTtl,
      // Registering takes as long as it takes; the pages end what lies idle by themselves.
      Interaction: 12 * 3_600,
    },
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
    // A code used twice ends its tokens, not the consent.
    revokeGrantPolicy: () => false,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      revocation: { enabled: true, allowedPolicy: async (_ctx, { clientId }, token) => token.clientId === clientId },
      resourceIndicators: partnerApi(partnerApiResource(issuer), store),
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
    },
  };
}
