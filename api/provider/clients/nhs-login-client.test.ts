import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { examplePerson, type ProviderApp, raise, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey } from '../../../test/support/partners/relying-party.js';
import { type Signer, signedAssertion } from '../../../test/support/partners/signed-request.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let signer: Signer;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  const scopes = [
    'openid',
    'email',
    'phone',
    'profile',
    'profile_extended',
    'gp_registration_details',
    'client_metadata',
  ];
  const { _id } = await app.addPartner(jwk, { scopes, refreshTokens: true });
  signer = { clientId: _id, issuer: app.issuer, key: privateKey, alg: 'RS512' };
  app.behaviour.accountId = await app.addAccount();
  await raise(app.store, app.behaviour.accountId, 'P9', examplePerson);
});
afterAll(() => app.close());

/** As NHS login's interface specification has it (§3.5.1): `aud` is the token endpoint. */
async function tokens(fields: Record<string, string>): Promise<Record<string, string>> {
  const body = new URLSearchParams({
    ...fields,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signedAssertion(signer, { aud: `${app.issuer}/token` }),
  });
  const response = await fetch(`${app.issuer}/token`, { method: 'POST', body });
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return (await response.json()) as Record<string, string>;
}

it('A client written to the interface specification of NHS login signs in, asks, keeps its note and refreshes', async () => {
  const redirect_uri = 'https://partner.example/callback';
  const body = new URLSearchParams({
    response_type: 'code',
    client_id: signer.clientId,
    redirect_uri,
    scope: 'openid profile email phone profile_extended gp_registration_details client_metadata',
    state: 'af0ifjsldkj',
    nonce: 'n-0S6_WzA2Mj',
    display: 'touch',
    prompt: '',
    allow_registration: 'false',
  });
  const { left } = await new CookieBrowser(app.issuer).open('/authorize', { method: 'POST', body });
  expect(left?.searchParams.get('state')).toBe('af0ifjsldkj');
  const code = left?.searchParams.get('code') ?? '';
  const given = await tokens({ grant_type: 'authorization_code', code, redirect_uri, client_id: signer.clientId });
  expect(given).toMatchObject({ token_type: 'Bearer', expires_in: 300, refresh_token: expect.any(String) });

  const keys = (await (await fetch(`${app.issuer}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
  const expected = { issuer: app.issuer, audience: signer.clientId, algorithms: ['RS512'] };
  const { payload } = await jwtVerify(given.id_token ?? '', createLocalJWKSet(keys), expected);
  expect(payload).toMatchObject({
    nonce: 'n-0S6_WzA2Mj',
    vot: 'P9.Cp.Cd',
    vtm: `${app.issuer}/trustmark`,
    nhs_number: '9000000009',
    family_name: 'Exempli',
    birthdate: '1985-04-12',
    identity_proofing_level: 'P9',
    jti: expect.any(String),
    auth_time: expect.any(Number),
  });

  const bearer = (token = '') => ({
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  const note = JSON.stringify({ client_user_metadata: 'ZT&PHNhbWxwOl' });
  const patched = await fetch(`${app.issuer}/userinfo`, { ...bearer(given.access_token), method: 'PATCH', body: note });
  expect([patched.status, await patched.text()]).toEqual([204, '']);

  const again = await tokens({ grant_type: 'refresh_token', refresh_token: given.refresh_token ?? '' });
  const userinfo = await fetch(`${app.issuer}/userinfo`, bearer(again.access_token));
  expect(await userinfo.json()).toMatchObject({
    sub: payload.sub,
    email_verified: true,
    phone_number: '+447700900123',
    given_name: 'Anna Maria',
    gp_registration_details: { gp_ods_code: 'A12345' },
    client_user_metadata: 'ZT&PHNhbWxwOl',
    identity_proofing_level: 'P9',
  });
});
