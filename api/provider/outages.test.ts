import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MongoNetworkError } from 'mongodb';
import type { Partner } from '../../store/partners/partners.js';
import { type ProviderApp, startProviderApp } from '../../test/support/apps/provider-app.js';
import { partnerKey } from '../../test/support/partners/relying-party.js';

let app: ProviderApp;
let partner: Partner;
const maintenanceUntil = new Date(Date.now() + 60_000);
beforeAll(async () => {
  app = await startProviderApp({ maintenanceUntil });
  const { jwk } = await partnerKey();
  partner = await app.addPartner(jwk);
  app.store.partners.byId = () => Promise.reject(new MongoNetworkError('the database is down'));
});
afterAll(() => app.close());

test('While the operator works on it nothing begins, and the partner is told until when', async () => {
  const { byId } = app.store.partners;
  app.store.partners.byId = async (id) => (id === partner._id ? partner : byId(id));
  const redirect_uri = partner.redirectUris[0] ?? '';
  const query = new URLSearchParams({ client_id: partner._id, response_type: 'code', scope: 'openid', redirect_uri });
  const answer = await fetch(`${app.issuer}/authorize?${query}`, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.origin + back.pathname).toBe(redirect_uri);
  expect(back.searchParams.get('error')).toBe('temporarily_unavailable');
  expect(back.searchParams.get('error_description')).toBe(`until ${maintenanceUntil.toISOString()}`);
});

test('While the database is down people are shown a page to try again from, and programs are told', async () => {
  const address = `${app.issuer}/authorize?client_id=any&response_type=code`;
  const page = await fetch(address, { headers: { Accept: 'text/html' } });
  expect([page.status, page.headers.get('retry-after'), await page.text()]).toEqual([503, '5', 'unavailable']);
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'any' });
  const answer = await fetch(`${app.issuer}/token`, { method: 'POST', body });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' });
});

test('A mistake of ours is not called an outage', async () => {
  app.store.partners.byId = () => Promise.reject(new TypeError('undefined is not a function'));
  const answer = await fetch(`${app.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'another' }),
  });
  expect(answer.status).toBe(500);
});
