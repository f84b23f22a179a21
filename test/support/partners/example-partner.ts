import { randomId } from '../../../platform/random-id.js';
import type { Partner } from '../../../store/partners/partners.js';

/** A partner that may ask for everything. Each is another one. */
export function examplePartner(): Partner {
  return {
    _id: `partner-${randomId()}`,
    name: 'Example surgery',
    redirectUris: ['https://partner.example/callback'],
    postLogoutRedirectUris: ['https://partner.example/bye'],
    jwks: { keys: [] },
    assertionAlg: 'RS512',
    scopes: ['openid', 'email', 'phone', 'profile', 'gp_integration_credentials'],
    vectors: ['P0.Cp.Cd', 'P5.Cp.Cd', 'P9.Cp.Cd'],
    entryPage: 'https://partner.example/',
    statusApi: true,
    returnAddresses: [],
  };
}
