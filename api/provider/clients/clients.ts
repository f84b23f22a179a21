import type { AdapterPayload } from 'oidc-provider';
import type { Scope } from '../../../domain/claims/claims.js';
import type { Partner } from '../../../store/partners/partners.js';

/** Client metadata of our own: which profile a partner is held to, and whether it gets letters instead of errors. */
export const ownMetadata = ['profile', 'return_codes'];

/** A partner as the client metadata of OpenID Connect Registration 1.0, §2: as much of it as the provider itself uses. @param offered the scopes that there are */
export function clientOf(partner: Partner, offered: readonly Scope[]): AdapterPayload {
  const fapi = partner.profile === 'fapi2';
  const grants = {
    authorization_code: true,
    client_credentials: partner.statusApi,
    refresh_token: partner.refreshTokens,
  };
  return {
    client_id: partner._id,
    client_name: partner.name,
    redirect_uris: partner.redirectUris,
    post_logout_redirect_uris: partner.postLogoutRedirectUris,
    response_types: ['code'],
    response_modes: ['query'],
    grant_types: Object.entries(grants).flatMap(([name, has]) => (has ? [name] : [])),
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: partner.assertionAlg,
    id_token_signed_response_alg: partner.idTokenAlg ?? (fapi ? 'PS256' : 'RS512'),
    request_object_signing_alg: partner.assertionAlg,
    require_signed_request_object: partner.signedRequests ?? false,
    require_pushed_authorization_requests: fapi || (partner.pushedRequests ?? false),
    dpop_bound_access_tokens: fapi || (partner.dpop ?? false),
    scope: offered.filter((scope) => scope === 'openid' || partner.scopes.includes(scope)).join(' '),
    ...(partner.profile ? { profile: partner.profile } : {}),
    ...(partner.returnCodes ? { return_codes: true } : {}),
    ...(partner.backchannelLogoutUri
      ? {
          backchannel_logout_uri: partner.backchannelLogoutUri,
          backchannel_logout_session_required: partner.backchannelLogoutSessionRequired ?? false,
        }
      : {}),
    ...(partner.jwks ? { jwks: partner.jwks } : {}),
    ...(partner.jwksUri ? { jwks_uri: partner.jwksUri } : {}),
  };
}
