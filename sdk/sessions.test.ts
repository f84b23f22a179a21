import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { examplePerson, type ProviderApp, raise, startProviderApp } from '../test/support/apps/provider-app.js';
import { importSdk } from '../test/support/partners/packed-sdk.js';
import { partnerKey } from '../test/support/partners/relying-party.js';
import { type SdkPartner, startSdkPartner } from '../test/support/partners/sdk-partner.js';

let app: ProviderApp;
let site: SdkPartner;
let askedForTokens = 0;
let people = 0;

beforeAll(async () => {
  app = await startProviderApp();
  const counted = (url: string, init?: RequestInit) => {
    if (url.endsWith('/token')) askedForTokens += 1;
    return fetch(url, init);
  };
  site = await startSdkPartner({
    app,
    registered: { refreshTokens: true },
    surety: { scope: 'openid profile', fetch: counted },
  });
});
afterAll(async () => {
  await site.close();
  await app.close();
});
beforeEach(async () => {
  const person = { ...examplePerson, nhsNumber: `90000${String(++people).padStart(5, '0')}` };
  app.behaviour.accountId = await app.addAccount('P5', person);
});

async function signedIn() {
  const visitor = site.visitor();
  await visitor.open('/surety/sign-in');
  expect(await visitor.session()).not.toBeNull();
  return visitor;
}

describe('Signing out', () => {
  it('ends the session here, and leads to Surety with who it is and where to come back', async () => {
    const visitor = await signedIn();
    const copy = visitor.here.clone();
    const { left } = await visitor.here.open('/surety/sign-out');
    expect(left?.href).toContain(`${app.issuer}/end-session?`);
    expect(left?.searchParams.get('post_logout_redirect_uri')).toBe(`${site.url}/surety/signed-out`);
    expect(left?.searchParams.get('id_token_hint')).toMatch(/^ey/);
    expect(await (await visitor.there.request(left ?? '')).text()).toContain('<form');
    // The cookie alone, kept by somebody, opens nothing any more.
    expect(await (await copy.request('/who')).json()).toBeNull();
    expect((await visitor.here.open('/surety/signed-out')).at.pathname).toBe('/');
  });

  it.each<Record<string, string>>([{ 'sec-fetch-site': 'cross-site' }, { 'sec-purpose': 'prefetch' }])(
    'is not done for another site, nor ahead of a click: %j',
    async (headers) => {
      const visitor = await signedIn();
      const { left } = await visitor.here.open('/surety/sign-out', { headers });
      expect(left).toBeUndefined();
      expect(await visitor.session()).not.toBeNull();
    },
  );
});

describe('A logout token', () => {
  const issuer = 'https://surety.example';
  const event = 'http://schemas.openid.net/event/backchannel-logout';
  const good = () => ({ events: { [event]: {} }, sid: 'session-1', sub: 'person-1', jti: crypto.randomUUID() });
  let sign: (
    claims: Record<string, unknown>,
    options?: { audience?: string; at?: number; typ?: string },
  ) => Promise<string>;
  let check: (token: string) => Promise<unknown>;

  beforeAll(async () => {
    const { createSurety } = await importSdk();
    const { privateKey, publicKey } = await generateKeyPair('RS512');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'now', alg: 'RS512' }] };
    const metadata = { issuer, jwks_uri: `${issuer}/jwks`, authorization_endpoint: `${issuer}/authorize` };
    const { checkLogoutToken } = createSurety({
      issuer,
      clientId: 'me',
      privateKey: (await partnerKey()).privateKey,
      redirectUri: 'https://me.example/surety/callback',
      fetch: async (url) => Response.json(url.endsWith('/jwks') ? keys : metadata),
    });
    check = checkLogoutToken;
    sign = (claims, { audience = 'me', at = Date.now() / 1_000, typ = 'logout+jwt' } = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS512', kid: 'now', typ })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(Math.floor(at))
        .setExpirationTime(Math.floor(at) + 120)
        .sign(privateKey);
  });

  it('names the session that ended, once', async () => {
    const claims = good();
    const token = await sign(claims);
    expect(await check(token)).toEqual({ id: claims.jti, sid: 'session-1', subject: 'person-1' });
    await expect(check(token)).rejects.toMatchObject({ code: 'logout_token_not_valid', wire: 'seen before' });
  });

  it.each<[string, () => Promise<string>]>([
    ['for another partner', () => sign(good(), { audience: 'another' })],
    ['that is another kind of token', () => sign(good(), { typ: 'at+jwt' })],
    ['that is old', () => sign(good(), { at: Date.now() / 1_000 - 600 })],
    ['without the event', () => sign({ ...good(), events: {} })],
    ['with a nonce, which makes it an ID token', () => sign({ ...good(), nonce: 'n' })],
    ['that names nobody', () => sign({ ...good(), sid: undefined, sub: undefined })],
    ['without an id', () => sign({ ...good(), jti: undefined })],
    ['whose signature is another one’s', async () => `${(await sign(good())).slice(0, -8)}AAAAAAAA`],
    ['that is none', async () => 'nothing'],
  ])('%s is refused', async (_name, make) => {
    await expect(check(await make())).rejects.toMatchObject({ code: 'logout_token_not_valid' });
  });
});

test('Sessions end by their name at Surety, and all of a person where none is named', async () => {
  const { memorySessions } = await importSdk();
  const store = memorySessions();
  const session = {
    subject: 'p',
    level: 'P0',
    vector: 'P0.Cp.Cd',
    claims: {},
    verified: [],
    claimed: [],
    idToken: '',
  } as const;
  const expiresAt = Date.now() + 60_000;
  for (const sid of ['1', '2', '3']) await store.set(sid, { ...session, sid, expiresAt });
  await store.deleteWhere({ sid: '1', subject: 'p' });
  expect([await store.get('1'), await store.get('2')]).toMatchObject([undefined, { sid: '2' }]);
  await store.deleteWhere({ subject: 'p' });
  expect(await store.get('3')).toBeUndefined();
});

async function withRefresh() {
  const visitor = site.visitor();
  await visitor.open('/surety/sign-in?level=P5');
  const cookie = visitor.here
    .cookies()
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  askedForTokens = 0;
  return { visitor, refresh: () => site.handlers.refresh(new Request(site.url, { headers: { cookie } })) };
}

describe('A session that is refreshed', () => {
  it('asks Surety once, however many requests come at the same time, and keeps the next token', async () => {
    const { visitor, refresh } = await withRefresh();
    const before = await visitor.session();
    const sessions = await Promise.all([refresh(), refresh(), refresh()]);
    expect(askedForTokens).toBe(1);
    expect(new Set(sessions.map((session) => session?.refreshToken)).size).toBe(1);
    expect(sessions[0]).toMatchObject({ subject: before?.subject, expiresAt: before?.expiresAt, level: 'P5' });
    expect(sessions[0]?.refreshToken).not.toBe(before?.refreshToken);
    expect(await refresh()).toMatchObject({ claims: { family_name: 'Exempli' } });
    expect(askedForTokens).toBe(2);
  });

  it('gives what a used token gave to whoever comes with it a moment later', async () => {
    const { visitor } = await withRefresh();
    const { subject = '', vector = '', refreshToken = '' } = (await visitor.session()) ?? {};
    const first = await site.surety.refresh({ subject, vector, refreshToken });
    expect(await site.surety.refresh({ subject, vector, refreshToken })).toEqual(first);
    expect(askedForTokens).toBe(1);
  });

  it('ends where Surety says no: the account was blocked', async () => {
    const { visitor, refresh } = await withRefresh();
    const rows = app.store.tools.db.collection<{ _id: string }>('accounts');
    await rows.updateOne({ _id: app.behaviour.accountId }, { $set: { blocked: true } });
    expect(await refresh()).toBeUndefined();
    expect(await visitor.session()).toBeNull();
  });

  it('is of the same person', async () => {
    const { visitor } = await withRefresh();
    const { vector = '', refreshToken = '' } = (await visitor.session()) ?? {};
    const other = site.surety.refresh({ subject: 'somebody else', vector, refreshToken });
    await expect(other).rejects.toMatchObject({ code: 'answer_not_valid' });
  });
});

it('Whoever comes back days later goes on to what they wanted, at its level', async () => {
  const visitor = site.visitor();
  Object.assign(app.behaviour, { leave: 'verification_pending' });
  await visitor.open('/surety/sign-in?level=P9&return_to=/who');
  expect(site.problems).toEqual(['verification_pending']);
  const iss = encodeURIComponent(app.issuer);
  const again = `/surety/initiate?iss=${iss}&target_link_uri=${encodeURIComponent(`${site.url}/`)}`;
  const later = await visitor.here.open(again);
  expect(later.left?.searchParams.get('vtr')).toBe('["P9.Cp.Cd"]');
  Object.assign(app.behaviour, { leave: undefined });
  await raise(app.store, app.behaviour.accountId, 'P9', { ...examplePerson, nhsNumber: '9000000025' });
  expect((await visitor.open(again)).at.pathname).toBe('/who');
  expect(visitor.here.cookieNames()).not.toContain('surety-wanted');
});
