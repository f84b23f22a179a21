import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ProviderApp, startProviderApp } from '../support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../support/partners/relying-party.js';

let app: ProviderApp;
let token: string;
beforeAll(async () => {
  app = await startProviderApp();
  const { jwk, privateKey } = await partnerKey();
  token = await (await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey)).apiToken();
});
afterAll(() => app?.close());

const good = '"reference":"r1","level":"P9","return_address":"https://partner.example/back"';
const bodies = [
  `{${good},"__proto__":{"polluted":1}}`,
  `{${good},"constructor":{"prototype":{"polluted":1}}}`,
  `{${good},"accountId":"AAAAAAAAAAAAAAAAAAAAAA","_id":"AAAAAAAAAAAAAAAAAAAAAA","state":"verified"}`,
  `{${good.replace('"r1"', '{"$ne":null}')}}`,
  `{${good.replace('"P9"', '{"$gt":""}')}}`,
  `{${good.replace('"P9"', '["P9"]')}}`,
  `{${good},"reference":{"$where":"sleep(9)"}}`,
  `[{${good}}]`,
  'null',
  '"text"',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `{${good}`,
];

const addresses = [
  ['POST', '/verifications'],
  ['POST', '/verifications/search'],
  ['POST', '/webhooks'],
] as const;

test('A body with what nobody asked for makes nothing and finds nothing, whichever part of it is strange', async () => {
  const made = () => app.store.tools.db.collection('journeys').countDocuments();
  const before = await made();
  for (const [method, path] of addresses) {
    for (const body of bodies) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${app.issuer}/partner/v1${path}`, { method, headers, body });
      expect({ path, body: body.slice(0, 120), status: answer.status }).toEqual({
        ...{ path, body: body.slice(0, 120), status: 400 },
      });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  }
  for (const query of [
    'limit[$gt]=1',
    'limit=1&limit=2',
    '__proto__[polluted]=1',
    'cursor[$ne]=',
    'reference[$regex]=.*',
  ]) {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${app.issuer}/partner/v1/verifications?${query}`, { headers });
    expect({ query, status: answer.status }).toEqual({ query, status: 400 });
  }
  expect(await made()).toBe(before);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});
