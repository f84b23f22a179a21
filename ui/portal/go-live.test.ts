import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PortalApp, send, startPortalApp } from '../../test/support/portal-app.js';
import { partnerKey } from '../../test/support/relying-party.js';
import { exportOf } from './go-live/exported.js';

let at: PortalApp;
beforeAll(async () => {
  at = await startPortalApp('live');
});
afterAll(() => at?.close());

const exported = {
  _id: 'tried-out',
  name: 'Riverside Health',
  redirectUris: ['https://riverside.example/callback', 'http://localhost:4000/callback'],
  postLogoutRedirectUris: [],
  assertionAlg: 'RS512' as const,
  scopes: ['openid', 'email', 'invented'],
  vectors: ['P5.Cp.Cd', 'P7.Cp'],
  entryPage: 'https://riverside.example/',
  statusApi: false,
  returnAddresses: [],
};

test('A service comes over from a sandbox, and works when an admin has agreed to what it asks for', async () => {
  const [{ browser }, admin] = [await at.person(), await at.admin()];
  const file = JSON.stringify(exportOf(exported, 'https://sandbox.surety.example', new Date()));
  const { to } = await send(browser, '/portal/new', { exported: file });
  const base = to.replace(/\?.*/, '');
  const id = base.split('/').at(-1) ?? '';
  expect(await at.store.clients.registration(id)).toMatchObject({
    redirectUris: ['https://riverside.example/callback'],
    scopes: ['openid', 'email'],
    vectors: ['P5.Cp.Cd'],
  });
  const { jwk } = await partnerKey();
  await send(browser, `${base}/keys`, { action: 'add', key: JSON.stringify(jwk) }, { upload: true });
  const { text } = await send(browser, `${base}/addresses`, {
    list: 'redirectUris',
    redirectUris: 'http://localhost/',
  });
  expect(text).toContain('must not be localhost');

  await send(browser, `${base}/go-live`, { action: 'request', note: 'For patients of Riverside.' });
  expect(await at.store.partners.byId(id)).toBeNull();
  expect(await (await admin.request('/casework/partners')).text()).toContain('Riverside Health');
  const page = `/casework/partners/${id}`;
  const old = /name="request" value="([^"]+)"/.exec(await (await admin.request(page)).text())?.[1] ?? '';
  expect((await send(admin, page, { action: 'refuse', request: old, reason: '' })).status).toBe(422);
  await send(admin, page, { action: 'refuse', request: old, reason: 'Say who uses it.' });
  expect(await (await browser.request(base)).text()).toContain('Say who uses it.');

  await send(browser, `${base}/go-live`, { action: 'request', note: '' });
  await send(admin, page, { action: 'approve', request: old });
  expect(await at.store.partners.byId(id)).toBeNull();
  const request = /name="request" value="([^"]+)"/.exec(await (await admin.request(page)).text())?.[1] ?? '';
  await send(admin, page, { action: 'approve', request });
  expect(await at.store.partners.byId(id)).toMatchObject({ scopes: ['openid', 'email'], vectors: ['P5.Cp.Cd'] });

  await send(browser, `${base}/access`, { vectors: ['P5.Cp.Cd', 'P9.Cp.Cd'], scopes: ['email', 'profile'] });
  expect(await at.store.partners.byId(id)).toMatchObject({ scopes: ['openid', 'email'], vectors: ['P5.Cp.Cd'] });
  expect(await (await browser.request(base)).text()).toContain('Works in part');
  await send(admin, page, { action: 'suspend', reason: 'The key was published.' });
  expect(await at.store.partners.byId(id)).toBeNull();
});

test('Partners are for admins only, and nothing but an export is taken for one', async () => {
  const { browser } = await at.person();
  for (const text of ['{}', '[', '{"surety":"service","version":1,"registration":{}}']) {
    expect((await send(browser, '/portal/new', { exported: text })).status).toBe(422);
  }
  const now = new Date();
  const who = { checkerId: await at.store.staff.signedIn({ issuer: 'i', subject: 's', name: 'n', roles: [] }, now) };
  const token = await at.store.staffSessions.begin({ ...who, name: 'n', roles: ['checker', 'senior'] }, now);
  browser.plant(`surety_staff=${token}; Path=/casework`);
  expect((await browser.request('/casework/partners')).status).toBe(403);
});
