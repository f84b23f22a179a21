import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeProtectedHeader, type JWK } from 'jose';
import { type PortalApp, send, startPortalApp } from '../../test/support/apps/portal-app.js';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';

let at: PortalApp;
let key: Awaited<ReturnType<typeof partnerKey>>;
beforeAll(async () => {
  [at, key] = await Promise.all([startPortalApp('sandbox'), partnerKey()]);
});
afterAll(() => at?.close());

const redirect = 'https://riverside.example/callback';

/** Somebody's service that works. */
async function service(name: string) {
  const { browser, id: accountId } = await at.person();
  const { to } = await send(browser, '/portal/new', { name }, { upload: true });
  const base = to.replace(/\?.*/, '');
  const id = base.split('/').at(-1) ?? '';
  await send(browser, `${base}/keys`, { action: 'add', key: JSON.stringify(key.jwk) }, { upload: true });
  await at.store.clients.change(id, { entryPage: 'https://riverside.example/', vectors: ['P0.Cp.Cd', 'P9.Cp.Cd'] });
  await at.store.clients.addAddress(id, 'redirectUris', redirect);
  const row = async () => at.store.clients.registration(id);
  const post = (page: string, fields: Record<string, string | string[]>, upload = false) =>
    send(browser, `${base}/${page}`, fields, { upload });
  return { browser, base, id, accountId, row, post };
}

describe('What the operator’s file may say, the portal may', () => {
  let refused: Awaited<ReturnType<typeof service>>;
  beforeAll(async () => {
    refused = await service('Riverside');
    await refused.post('default-vectors', { defaultVectors: 'P0.Cp.Cd' });
  });

  test('and it counts from the next request on, and is in the audit', async () => {
    const { base, id, accountId, post, row, browser } = await service('Riverside');
    await post('default-vectors', { defaultVectors: 'P0.Cp.Cd' });
    await post('tokens', { idTokenAlg: 'PS256', refreshTokens: 'yes' });
    await post('letters', { returnCodes: 'yes' });
    await post('settings-link', { settingsLink: 'yes' });
    await post('delegated-access', { delegatedAccess: 'yes' });
    await post('sign-out', { backchannelLogoutUri: `${redirect}/out`, backchannelLogoutSessionRequired: 'yes' });
    expect(await at.store.partners.byId(id)).toMatchObject({
      ...{
        defaultVectors: ['P0.Cp.Cd'],
        refreshTokens: true,
        returnCodes: true,
        settingsLink: true,
        delegatedAccess: true,
      },
      ...{ idTokenAlg: 'PS256', backchannelLogoutSessionRequired: true },
    });
    at.behaviour.accountId = accountId;
    const partner = { _id: id, redirectUris: [redirect] };
    const party = await RelyingParty.discover(at.issuer, partner, key.privateKey, 'partner-key', 'PS256');
    const { tokens } = await party.signIn(new CookieBrowser(at.issuer), { vtr: '["P0.Cp.Cd"]' });
    expect(decodeProtectedHeader(tokens.id_token ?? '').alg).toBe('PS256');
    expect(tokens.refresh_token).toBeDefined();

    await post('protection', { pushedRequests: 'yes' });
    await expect(party.signIn(new CookieBrowser(at.issuer))).rejects.toThrow();
    await post('protection', {});
    await post('tokens', { idTokenAlg: 'usual' });
    expect(await row()).not.toHaveProperty('idTokenAlg');
    expect(await row()).not.toHaveProperty('pushedRequests');
    const noted = (await at.store.audit.ofService(id, 50)).map(({ action, details }) => [action, details]);
    expect(noted).toContainEqual(['service.tokens_changed', { idTokenAlg: 'PS256', refreshTokens: true }]);
    expect(noted).toContainEqual(['service.protection_changed', { pushedRequests: '' }]);
    expect(await (await browser.request(`${base}/history`)).text()).toContain('idTokenAlg: PS256');
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['tokens', { idTokenAlg: 'ES256' }, 'idTokenAlg', 'no key to sign by this algorithm'],
    ['protection', { profile: 'yes' }, 'profile', 'you sign by PS256 or ES256'],
    ['keys', { action: 'algorithm', assertionAlg: 'ES256' }, 'assertionAlg', 'None of your keys can sign'],
    ['access', { vectors: 'P9.Cp.Cd' }, 'vectors', 'asked for by default must be among'],
    ['access', { vectors: 'P9.Cp.Ck' }, 'vectors', 'with Ck alone'],
    ['sign-out', { frontchannelLogoutUri: 'javascript:alert(1)' }, 'frontchannelLogoutUri', 'must begin with https'],
    ['entry', { entryPage: '' }, 'entryPage', 'Enter an address'],
  ])('but nothing that breaks a rule: %s %j is refused beside the field', async (page, fields, field, words) => {
    const before = await refused.row();
    const { status, text } = await refused.post(page, fields, page === 'keys');
    expect(status).toBe(422);
    expect(text.split(`id="${field}-error"`)[1]).toContain(words);
    expect(await refused.row()).toEqual(before);
  });

  test('whichever of two settings that do not go together comes second is refused', async () => {
    const { id, post, row } = await service('Riverside');
    await post('keys', { action: 'algorithm', assertionAlg: 'PS256' }, true);
    expect((await post('protection', { profile: 'yes' })).status).toBe(303);
    expect((await post('keys', { action: 'algorithm', assertionAlg: 'RS512' }, true)).text).toContain(
      'do without FAPI',
    );
    expect((await post('tokens', { idTokenAlg: 'RS256' })).text).toContain('do without FAPI');
    const local = { list: 'redirectUris', redirectUris: 'http://localhost:4000/callback' };
    expect((await post('addresses', local)).text).toContain('do without FAPI');
    expect(await row()).toMatchObject({ profile: 'fapi2', assertionAlg: 'PS256', redirectUris: [redirect] });
    // Two forms at once: each was right for what it had seen.
    const seen = (await row()) as NonNullable<Awaited<ReturnType<typeof row>>>;
    await at.store.clients.change(id, { profile: undefined }, seen);
    expect(await at.store.clients.change(id, { idTokenAlg: 'PS256' }, seen)).toBe(false);
  });
});

test('A button or a choice that no page has does nothing, whatever JavaScript has by that name', async () => {
  const { browser, base, id, post, row } = await service('Riverside');
  const before = await row();
  const key = String(before?.kept?.keys[0]?.id);
  await send(browser, `${base}/webhooks`, { url: 'https://riverside.example/events' });
  const [webhook] = await at.store.webhooks.listOf(id);
  for (const page of ['keys', 'people', 'sso', `webhooks/${webhook?._id}`]) {
    expect((await post(page, { action: 'constructor' }, page === 'keys')).status).toBe(303);
  }
  await post('keys', { action: 'end', id: key, when: 'constructor' }, true);
  expect(await row()).toEqual(before);
  const noted = (await at.store.audit.ofService(id, 20)).map(({ action }) => action);
  expect(noted).not.toContain('service.webhook_constructor');
});

test('Keys change over with an overlap, and the last that is accepted is not taken away by mistake', async () => {
  const { id, post, row } = await service('Riverside');
  const [rsa] = (await row())?.kept?.keys ?? [];
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  expect((await post('keys', { action: 'remove', id: String(rsa?.id) }, true)).text).toContain(
    'only key that is accepted',
  );
  await post('keys', { action: 'add', key: JSON.stringify(ec) }, true);
  await post('keys', { action: 'algorithm', assertionAlg: 'ES256' }, true);
  await post('keys', { action: 'remove', id: String(rsa?.id) }, true);
  expect(await at.store.partners.byId(id)).toMatchObject({ assertionAlg: 'ES256', jwks: { keys: [{ kty: 'EC' }] } });
});

test('The keys at an address are looked at before it counts, and what came and went there is shown', async () => {
  const { browser, base, post, row } = await service('Riverside');
  const [one, two] = [key.jwk, (await partnerKey()).jwk];
  let answer: [number, string] = [200, '{}'];
  const server = createServer((_req, res) =>
    res.writeHead(answer[0], { 'cache-control': 'max-age=600' }).end(answer[1]),
  );
  await new Promise((done) => server.listen(0, 'localhost', () => done(undefined)));
  const jwksUri = `http://localhost:${(server.address() as AddressInfo).port}/jwks`;
  const publish = (...keys: JWK[]) => {
    answer = [200, JSON.stringify({ keys })];
  };
  const save = async (address = jwksUri) => (await post('keys', { action: 'address', jwksUri: address }, true)).text;
  expect(await save('https://10.0.0.1/jwks')).toContain('private network');
  expect(await save()).toContain('not a JWKS');
  publish({ kty: 'EC', crv: 'P-256', ...(await ecPoint()) });
  expect(await save()).toContain('can sign by your algorithm');
  answer = [302, ''];
  expect(await save()).toContain('did not answer with 200');
  expect(await row()).not.toHaveProperty('jwksUri');
  publish({ ...one, kid: 'one' });
  await save();
  expect((await row())?.jwksUri).toBe(jwksUri);
  publish({ ...two, kid: 'two' });
  await post('keys', { action: 'look' }, true);
  const shown = (await (await browser.request(`${base}/keys`)).text()).replace(/\s+/g, ' ');
  expect(shown).toMatch(/two<\/strong> \(RSA\)<br>Accepted/);
  expect(shown).toMatch(/one<\/strong> \(RSA\)<br>Gone/);
  expect(shown).toContain('up to 10 min');
  server.close();
});

const ecPoint = async () => {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  return { x, y };
};

test('People go from one service to another when both have agreed, and no longer when either ends it', async () => {
  const [from, to, third] = [await service('Riverside'), await service('Moorside'), await service('Hillside')];
  const pair = { from: from.id, to: to.id };
  const sources = async () => (await at.store.partners.byId(to.id))?.ssoFrom ?? [];
  expect((await to.post('sso', { action: 'ask-from', from: 'nobody' })).text).toContain(
    'no service with this client id',
  );
  expect((await to.post('sso', { action: 'ask-from', from: to.id })).text).toContain('no agreement with itself');
  await to.post('sso', { action: 'ask-from', from: from.id });
  const id = `${from.id} ${to.id}`;
  for (const { post } of [to, third]) await post('sso', { action: 'agree', id });
  expect(await sources()).toEqual([]);
  expect(await (await to.browser.request(`${to.base}/sso`)).text()).not.toContain('Riverside');
  expect(await (await from.browser.request(`${from.base}/sso`)).text()).toContain('Moorside');
  await from.post('sso', { action: 'agree', id });
  expect(await sources()).toEqual([from.id]);
  await third.post('sso', { action: 'end', ...pair });
  expect(await sources()).toEqual([from.id]);
  await from.post('sso', { action: 'end', ...pair });
  expect(await sources()).toEqual([]);
  await from.post('sso', { action: 'ask-to', to: to.id });
  await to.post('sso', { action: 'drop', id });
  await to.post('sso', { action: 'agree', id });
  expect(await sources()).toEqual([]);
  const told = (await at.store.audit.ofService(to.id, 20)).map(({ action }) => action);
  expect(told).toEqual(expect.arrayContaining(['service.sso_agreed', 'service.sso_ended', 'service.sso_dropped']));
});
