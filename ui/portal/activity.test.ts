import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { type PortalApp, send, startPortalApp } from '../../test/support/apps/portal-app.js';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';

let at: PortalApp;
beforeAll(async () => {
  at = await startPortalApp('sandbox');
});
afterAll(() => at?.close());

test('A service’s checklist ticks itself, and its requests are listed with nothing of any person', async () => {
  const { browser, id, email } = await at.person();
  const { privateKey, jwk } = await partnerKey();
  const partner = await at.addPartner(jwk);
  await at.store.services.create(partner._id, id, new Date());
  const party = await RelyingParty.discover(at.issuer, partner, privateKey);
  const shown = async (page = '') => {
    await at.activity.flush();
    return (await browser.request(`/portal/services/${partner._id}${page}`)).text();
  };
  const done = (html: string) => html.match(/nhsuk-tag--green">Done/g)?.length ?? 0;
  expect(done(await shown())).toBe(0);

  const person = new CookieBrowser(at.issuer);
  at.behaviour.accountId = id;
  at.behaviour.refuseConsent = true;
  const asked = { scope: 'openid email' };
  expect((await party.send(person, asked)).left.searchParams.get('error')).toBe('access_denied');
  at.behaviour.refuseConsent = false;
  const { tokens } = await party.signIn(person, asked);
  await party.userinfo(tokens.access_token, id);
  // Begun again after the refusal, redeemed, read; but that sign-in was without PKCE.
  expect(done(await shown())).toBe(3);

  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const code_challenge = await openid.calculatePKCECodeChallenge(pkceCodeVerifier);
  const { left, checks } = await party.send(person, { ...asked, code_challenge, code_challenge_method: 'S256' });
  const redeem = () => openid.authorizationCodeGrant(party.config, left, { ...checks, pkceCodeVerifier });
  const { id_token = '' } = await redeem();
  await expect(redeem()).rejects.toThrow();
  const signOut = new URLSearchParams({ id_token_hint: id_token });
  await person.request(`/end-session?${signOut}`);

  const api = { authorization: `Bearer ${await party.apiToken()}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ reference: 'patient-4711', level: 'P5', return_address: partner.returnAddresses[0] });
  const made = await fetch(`${at.issuer}/partner/v1/verifications`, { method: 'POST', headers: api, body });
  const status = `${at.issuer}/partner/v1/verifications/${((await made.json()) as { id: string }).id}`;
  const etag = (await fetch(status, { headers: api })).headers.get('etag') ?? '';
  expect((await fetch(status, { headers: { ...api, 'if-none-match': etag } })).status).toBe(304);

  expect(done(await shown())).toBe(6);
  const listed = await shown('/requests');
  for (const one of [
    'POST /token',
    'invalid_grant',
    'access_denied',
    'GET /partner/v1/verifications/:id',
    'not_modified',
  ]) {
    expect(listed).toContain(one);
  }
  const { requests } = await at.store.partnerActivity.of(partner._id);
  expect(JSON.stringify(requests)).not.toMatch(new RegExp(`${email}|${id}|4711`));
});

test('Of a flood of requests the newest 200 are kept', async () => {
  const request = (n: number) => ({ at: new Date(n), endpoint: 'POST /token', status: 200, outcome: `ok${n}` });
  for (let n = 0; n < 150; n++) at.activity.note('flood', request(n));
  await at.activity.flush();
  for (let n = 150; n < 450; n++) at.activity.note('flood', request(n));
  await at.activity.flush();
  const { requests } = await at.store.partnerActivity.of('flood');
  expect(requests.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 200 }, (_, n) => `ok${449 - n}`));
});

test('A key set that lies inside our own network is never asked for', async () => {
  let visits = 0;
  const inside = createServer((_req, res) => {
    visits += 1;
    res.end('{"keys":[]}');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => inside.once('listening', done));
  const { port } = inside.address() as AddressInfo;
  const { privateKey, jwk } = await partnerKey();
  const partner = await at.addPartner(jwk, { jwks: undefined, jwksUri: `http://127.0.0.1:${port}/jwks` } as never);
  const party = await RelyingParty.discover(at.issuer, partner, privateKey);
  await expect(party.apiToken()).rejects.toThrow();
  expect(visits).toBe(0);
  inside.close();
});

test('A webhook is made, tried out, told again and given a new secret in the portal', async () => {
  const { browser, id } = await at.person();
  const partner = await at.addPartner((await partnerKey()).jwk);
  await at.store.services.create(partner._id, id, new Date());
  const page = `/portal/services/${partner._id}/webhooks`;
  const { text } = await send(browser, page, {
    url: 'https://riverside.example/events',
    events: 'verification.verified',
  });
  expect(text).toMatch(/whsec_/);
  const [webhook] = await at.store.webhooks.listOf(partner._id);
  expect(webhook?.events).toEqual(['verification.verified']);
  const own = `${page}/${webhook?._id}`;
  expect(await (await browser.request(own)).text()).not.toContain('whsec_');
  await send(browser, own, { action: 'test' });
  const [delivery] = await at.store.webhookDeliveries.list(String(webhook?._id), { limit: 5 });
  const delivered = { state: 'delivered' as const, attempt: { at: new Date(), status: 200, ms: 5 } };
  await at.store.webhookDeliveries.record(String(delivery?._id), delivered);
  const home = await (await browser.request(`/portal/services/${partner._id}`)).text();
  expect(home).toMatch(/Done<\/strong>\s*A webhook took an event/);
  await send(browser, own, { action: 'replay', delivery: String(delivery?._id) });
  expect(await at.store.webhookDeliveries.byId(String(delivery?._id))).toMatchObject({ state: 'waiting', again: true });
  expect((await send(browser, own, { action: 'rotate' })).text).toMatch(/whsec_/);

  const stranger = await at.person();
  const other = await at.addPartner((await partnerKey()).jwk);
  await at.store.services.create(other._id, stranger.id, new Date());
  const theirs = `/portal/services/${other._id}/webhooks/${webhook?._id}`;
  expect((await stranger.browser.request(theirs)).status).toBe(404);
  await send(stranger.browser, theirs, { action: 'remove' }, { from: '/portal/new' });
  await send(browser, own, { action: 'remove' });
  expect(await at.store.webhooks.listOf(partner._id)).toEqual([]);
});

test('A service’s people move its verifications on in time, and no others', async () => {
  const { browser, id } = await at.person();
  const [own, foreign] = await Promise.all([1, 2].map(async () => at.addPartner((await partnerKey()).jwk)));
  await at.store.services.create(own?._id ?? '', id, new Date());
  const [mine, theirs] = await Promise.all(
    [own, foreign].map(async (partner) => {
      const { journey } = await at.store.journeys.createByPartner({
        ...{ partnerId: partner?._id ?? '', wanted: 'P9', vtr: '["P9.Cp.Cd"]', reference: 'Ward 7', language: 'en' },
        ...{ returnAddress: 'https://partner.example/', now: new Date(), started: false },
      });
      return journey._id;
    }),
  );
  const page = `/portal/services/${own?._id}/testing`;
  for (const verification of [mine, theirs, 'x'])
    await send(browser, page, { action: 'end', verification: String(verification) });
  const stateOf = async (journey = '') => (await at.store.standings.look(journey, new Date()))?.standing?.state;
  expect([await stateOf(mine), await stateOf(theirs)]).toEqual(['expired', 'created']);
  const html = await (await browser.request(page)).text();
  expect(html).toContain('expired');
  expect(html).not.toContain(theirs);
});
