import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PartnerRow } from '../../store/partners/working-partner.js';
import { type PortalApp, send, startPortalApp } from '../../test/support/apps/portal-app.js';
import { partnerKey } from '../../test/support/partners/relying-party.js';
import { exportOf } from './go-live/exported.js';

let at: PortalApp;
beforeAll(async () => {
  at = await startPortalApp('live');
});
afterAll(() => at?.close());

const exported: PartnerRow = {
  _id: 'tried-out',
  name: 'Riverside Health',
  redirectUris: ['https://riverside.example/callback', 'http://localhost:4000/callback'],
  postLogoutRedirectUris: [],
  assertionAlg: 'RS512',
  idTokenAlg: 'ES256',
  returnCodes: true,
  refreshTokens: true,
  scopes: ['openid', 'email', 'invented'],
  vectors: ['P5.Cp.Cd', 'P7.Cp'],
  entryPage: 'https://riverside.example/',
  statusApi: false,
  returnAddresses: [],
};

test('A service comes over from a sandbox, and works when an admin has agreed to what it asks for', async () => {
  const [{ browser }, admin] = [await at.person(), await at.admin()];
  const file = JSON.stringify(exportOf(exported, 'https://sandbox.surety.example', new Date()));
  const { to } = await send(browser, '/portal/new', { exported: file }, { upload: true });
  const base = to.replace(/\?.*/, '');
  const id = base.split('/').at(-1) ?? '';
  expect(await at.store.clients.registration(id)).toMatchObject({
    redirectUris: ['https://riverside.example/callback'],
    scopes: ['openid', 'email'],
    vectors: ['P5.Cp.Cd'],
    returnCodes: true,
  });
  expect(await at.store.clients.registration(id)).not.toHaveProperty('idTokenAlg');
  expect(await (await browser.request(`${base}/history`)).text()).toContain('redirectUris');
  const { jwk } = await partnerKey();
  await send(browser, `${base}/keys`, { action: 'add', key: JSON.stringify(jwk) }, { upload: true });
  const { text } = await send(browser, `${base}/addresses`, {
    list: 'redirectUris',
    redirectUris: 'http://localhost/',
  });
  expect(text).toContain('must not be localhost');

  await send(browser, `${base}/go-live`, { action: 'request', note: 'For patients of Riverside.' }, { upload: true });
  expect(await at.store.partners.byId(id)).toBeNull();
  expect(await (await admin.request('/casework/partners')).text()).toContain('Riverside Health');
  const page = `/casework/partners/${id}`;
  const old = /name="request" value="([^"]+)"/.exec(await (await admin.request(page)).text())?.[1] ?? '';
  expect((await send(admin, page, { action: 'refuse', request: old, reason: '' })).status).toBe(422);
  await send(admin, page, { action: 'refuse', request: old, reason: 'Say who uses it.' });
  expect(await (await browser.request(base)).text()).toContain('Say who uses it.');

  expect((await browser.request(`${base}/testing`)).status).toBe(404);
  await send(browser, `${base}/go-live`, { action: 'request', note: '' }, { upload: true });
  await send(admin, page, { action: 'approve', request: old });
  expect(await at.store.partners.byId(id)).toBeNull();
  const request = /name="request" value="([^"]+)"/.exec(await (await admin.request(page)).text())?.[1] ?? '';
  await send(admin, page, { action: 'approve', request });
  expect(await at.store.partners.byId(id)).toMatchObject({ scopes: ['openid', 'email'], vectors: ['P5.Cp.Cd'] });

  await send(browser, `${base}/access`, { vectors: ['P5.Cp.Cd', 'P9.Cp.Cd'], scopes: ['email', 'profile'] });
  expect(await at.store.partners.byId(id)).toMatchObject({ scopes: ['openid', 'email'], vectors: ['P5.Cp.Cd'] });
  expect(await (await browser.request(base)).text()).toContain('Works in part');
  expect(await at.store.partners.byId(id)).toMatchObject({ refreshTokens: true, returnCodes: true, ssoFrom: [] });
  // What was tried out since comes after; what is agreed to stays agreed to.
  const later = JSON.stringify(
    exportOf({ ...exported, assertionAlg: 'ES256' }, 'https://sandbox.surety.example', new Date()),
  );
  const bring = (text: string) =>
    send(browser, `${base}/go-live`, { action: 'bring', exported: text }, { upload: true });
  expect((await bring(later)).text).toContain('None of your keys can sign');
  expect(
    (await bring(later.replace('ES256', 'PS256').replace('"returnCodes":true', '"pushedRequests":true'))).to,
  ).toContain('brought_partly');
  const now = await at.store.partners.byId(id);
  expect(now).toMatchObject({ assertionAlg: 'PS256', pushedRequests: true, scopes: ['openid', 'email'] });
  expect(now).not.toHaveProperty('returnCodes');
  await send(admin, page, { action: 'suspend', reason: 'The key was published.' });
  expect(await at.store.partners.byId(id)).toBeNull();
});

test('Partners are for admins only, and nothing but an export is taken for one', async () => {
  const { browser } = await at.person();
  for (const text of ['{}', '[', '{"surety":"service","version":1,"registration":{}}']) {
    expect((await send(browser, '/portal/new', { exported: text }, { upload: true })).status).toBe(422);
  }
  const now = new Date();
  const who = { checkerId: await at.store.staff.signedIn({ issuer: 'i', subject: 's', name: 'n', roles: [] }, now) };
  const token = await at.store.staffSessions.begin({ ...who, name: 'n', roles: ['checker', 'senior'] }, now);
  browser.plant(`surety_staff=${token}; Path=/casework`);
  expect((await browser.request('/casework/partners')).status).toBe(403);
});
