import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MongoNetworkError } from 'mongodb';
import { type ProviderApp, startProviderApp } from '../../test/support/provider-app.js';

let app: ProviderApp;
beforeAll(async () => {
  app = await startProviderApp();
  app.store.partners.byId = () => Promise.reject(new MongoNetworkError('the database is down'));
});
afterAll(() => app.close());

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
