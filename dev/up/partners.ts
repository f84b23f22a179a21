import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JWK } from 'jose';
import type { Partner } from '../../store/partners.js';

/** The demo partner "Riverside Health" as Surety registers it. Only the public half of its key is given away. */
export function demoPartner(key: JWK, url: string): Partner {
  const { kty, n, e, kid } = key;
  return {
    _id: 'riverside',
    name: 'Riverside Health',
    redirectUris: [`${url}/callback`],
    postLogoutRedirectUris: [`${url}/`],
    jwks: { keys: [{ kty, n, e, kid, use: 'sig', alg: 'RS512' }] },
    assertionAlg: 'RS512',
    scopes: [
      'openid',
      'email',
      'phone',
      'landline',
      'client_metadata',
      'profile',
      'basic_demographics',
      'profile_extended',
      'gp_registration_details',
      'verifications',
    ],
    vectors: ['P0.Cp.Cd', 'P0.Cm', 'P5.Cp.Cd', 'P5.Cm', 'P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm'],
    entryPage: `${url}/`,
    initiateLoginUri: `${url}/initiate`,
    statusApi: true,
    returnAddresses: [`${url}/`, `${url}/status`],
  };
}

/** Writes the file that `PARTNERS_FILE` names: a list of partners, registered when Surety starts. */
export function writePartners(file: string, partners: Partner[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(partners, null, 1));
}
