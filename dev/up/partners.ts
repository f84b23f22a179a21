import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JWK } from 'jose';
import type { Partner } from '../../store/partners/partners.js';
import { moorside, riverside } from '../partner/who.js';
import type { Secrets } from './secrets.js';

const publicHalf = ({ kty, n, e, kid }: JWK): JWK => ({ kty, n, e, kid, use: 'sig', alg: 'RS512' });

/**
 * The demo partner "Riverside Health" as Surety registers it. Only the public half of its key is given away.
 * @param serverUrl where Surety's servers find it, if elsewhere than browsers do
 */
export function demoPartner(key: JWK, url: string, serverUrl = url): Partner {
  return {
    _id: riverside.id,
    name: riverside.name,
    redirectUris: [`${url}/surety/callback`],
    postLogoutRedirectUris: [`${url}/surety/signed-out`],
    jwks: { keys: [publicHalf(key)] },
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
      'gp_integration_credentials',
      'verifications',
    ],
    vectors: ['P0.Cp.Cd', 'P0.Cm', 'P5.Cp.Cd', 'P5.Cm', 'P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm'],
    entryPage: `${url}/`,
    initiateLoginUri: `${url}/surety/initiate`,
    statusApi: true,
    returnAddresses: [`${url}/`, `${url}/status`],
    settingsLink: true,
    delegatedAccess: true,
    backchannelLogoutUri: `${serverUrl}/surety/back-channel-logout`,
    backchannelLogoutSessionRequired: true,
  };
}

/** The second demo partner: the same program under another name, to which the first one's people come without a second sign-in. */
export function secondPartner(key: JWK, site: string, serverSite = site): Partner {
  const url = site + moorside.base;
  return {
    ...demoPartner(key, url, serverSite + moorside.base),
    _id: moorside.id,
    name: moorside.name,
    // Told by the browser, too.
    frontchannelLogoutUri: `${url}/surety/front-channel-logout`,
    ssoFrom: [riverside.id],
    // One of the two takes people who act for others, one does not.
    delegatedAccess: false,
  };
}

/** Both. */
export const demoPartners = (secrets: Pick<Secrets, 'partnerKey' | 'pharmacyKey'>, url: string, serverUrl = url) => [
  demoPartner(secrets.partnerKey, url, serverUrl),
  secondPartner(secrets.pharmacyKey, url, serverUrl),
];

/** Writes the file that `PARTNERS_FILE` names: a list of partners, registered when Surety starts. */
export function writePartners(file: string, partners: Partner[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(partners, null, 1));
}
