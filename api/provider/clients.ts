import type { AdapterPayload } from 'oidc-provider';
import { knownScopes } from '../../domain/claims.js';
import type { Partner } from '../../store/partners.js';

/** A partner as the client metadata of OpenID Connect Registration 1.0, §2: as much of it as the provider itself uses. */
export function clientOf(partner: Partner): AdapterPayload {
  return {
    client_id: partner._id,
    client_name: partner.name,
    redirect_uris: partner.redirectUris,
    post_logout_redirect_uris: partner.postLogoutRedirectUris,
    response_types: ['code'],
    response_modes: ['query'],
    grant_types: partner.statusApi ? ['authorization_code', 'client_credentials'] : ['authorization_code'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: partner.assertionAlg,
    scope: knownScopes.filter((scope) => scope === 'openid' || partner.scopes.includes(scope)).join(' '),
    ...(partner.jwks ? { jwks: partner.jwks } : {}),
    ...(partner.jwksUri ? { jwks_uri: partner.jwksUri } : {}),
  };
}
