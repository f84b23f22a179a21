import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import * as openid from 'openid-client';
import { randomId } from '../../../platform/random-id.js';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { withinBudget } from '../../../test/support/store/within-budget.js';

let app: ProviderApp;
let key: CryptoKey;
let first: RelyingParty;
let second: RelyingParty;
let stranger: RelyingParty;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  key = privateKey;
  const from = await app.addPartner(jwk, { settingsLink: true });
  const to = await app.addPartner(jwk, { ssoFrom: [from._id] });
  const other = await app.addPartner(jwk);
  [first, second, stranger] = (await Promise.all(
    [from, to, other].map((partner) => RelyingParty.discover(app.issuer, partner, privateKey)),
  )) as [RelyingParty, RelyingParty, RelyingParty];
});
afterAll(() => app.close());
beforeEach(async () => {
  app.shown.length = 0;
  Object.assign(app.behaviour, { accountId: await app.addAccount(), another: false, wait: false });
});

const browser = () => new CookieBrowser(app.issuer);
const prompts = () => app.shown.map(({ prompt }) => prompt);
const whoami = async (mine: CookieBrowser) => (await mine.request('/whoami')).json();
/** Someone who has used the second partner before. */
const known = () => app.store.consents.visit(app.behaviour.accountId, second.partner._id, null, new Date());

/** What the first partner says of the person who holds that ID token. */
async function word(code: unknown, more: Record<string, unknown> = {}, by = first.partner._id, signer = key) {
  const iat = Math.floor(Date.now() / 1_000);
  const claims = { code, iss: by, jti: randomId(), iat, exp: iat + 60, ...more };
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS512', kid: 'partner-key' }).sign(signer);
}

async function signedInAtFirst() {
  const mine = browser();
  const { claims } = await first.signIn(mine);
  app.shown.length = 0;
  return { mine, code: String(claims.jti), sub: claims.sub };
}

const outcomeOf = async (mine: CookieBrowser, assertion: string, more: Record<string, string> = {}, to = second) => {
  const { left } = await to.send(mine, { asserted_login_identity: assertion, ...more });
  return left.searchParams.get('error') ?? 'code';
};

describe('a partner’s word', () => {
  it('signs its person in at the other partner, in a browser that has no session, and no worse than they signed in', async () => {
    const { code, sub } = await signedInAtFirst();
    await known();
    const other = browser();
    const asserted = { asserted_login_identity: await word(code), prompt: 'none' };
    const { claims } = await withinBudget('sign-in by a partner’s word', () => second.signIn(other, asserted));
    expect(claims).toMatchObject({ sub, vot: 'P0.Cp.Cd' });
    expect(prompts()).toEqual([]);
    expect(await whoami(other)).toMatchObject({ accountId: sub, asserted: true });
  });

  it('does not spare them from seeing whom they are about to be, at the first visit', async () => {
    const { code } = await signedInAtFirst();
    const other = browser();
    expect(await outcomeOf(other, await word(code), { prompt: 'none' })).toBe('interaction_required');
    expect(await outcomeOf(other, await word(code))).toBe('code');
    expect(prompts()).toEqual(['select_account']);
    expect(await whoami(other)).toMatchObject({ asserted: false });
  });

  it('is good for one of 20 at the same time', async () => {
    const { code } = await signedInAtFirst();
    await known();
    const assertion = await word(code);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => outcomeOf(browser(), assertion, { prompt: 'none' })),
    );
    expect(all.filter((one) => one === 'code')).toHaveLength(1);
    expect(all.filter((one) => one === 'sso_login_required')).toHaveLength(19);
  });

  it('is spent when a pushed request is used, not when it is pushed', async () => {
    const { code } = await signedInAtFirst();
    await known();
    const { address, checks } = second.request({ asserted_login_identity: await word(code), prompt: 'none' });
    const pushed = await openid.buildAuthorizationUrlWithPAR(second.config, address.searchParams);
    const { left } = await browser().open(pushed.href);
    const tokens = await openid.authorizationCodeGrant(second.config, left as URL, checks);
    expect(tokens.claims()?.sub).toBe(app.behaviour.accountId);
  });

  const bad: [string, (code: string) => Promise<string>][] = [
    ['signed by another key', async (code) => word(code, {}, undefined, (await partnerKey()).privateKey)],
    ['that lives longer than a minute', (code) => word(code, { exp: Math.floor(Date.now() / 1_000) + 90 })],
    ['from two minutes ago', (code) => word(code, minutesAgo(2))],
    ['from the future', (code) => word(code, minutesAgo(-2))],
    ['without an id of its own', (code) => word(code, { jti: undefined })],
    ['about a made-up token', () => word('AAAA')],
    ['about nothing', () => word(undefined)],
    ['of a partner that is not paired', (code) => word(code, {}, stranger.partner._id)],
    ['of nobody', (code) => word(code, {}, 'nobody')],
    ['that is no JWT', async () => 'x.y.z'],
  ];

  it(`counts for nothing ${bad.map(([what]) => what).join(', ')}: they sign in`, async () => {
    const { code } = await signedInAtFirst();
    await known();
    const given = await Promise.all(
      bad.map(async ([what, make]) => [what, await outcomeOf(browser(), await make(code), { prompt: 'none' })]),
    );
    expect(given).toEqual(bad.map(([what]) => [what, 'sso_login_required']));
    expect(await outcomeOf(browser(), await word('AAAA'))).toBe('code');
    expect(prompts()).toEqual(['login']);
  });

  it('about another partner’s token counts for nothing, nor does one for a partner that did not ask for it', async () => {
    const { code } = await signedInAtFirst();
    const { claims } = await second.signIn(browser());
    await known();
    expect(await outcomeOf(browser(), await word(claims.jti), { prompt: 'none' })).toBe('sso_login_required');
    expect(await outcomeOf(browser(), await word(code), { prompt: 'none' }, stranger)).toBe('sso_login_required');
  });

  it('ends with the session it speaks of', async () => {
    const { code } = await signedInAtFirst();
    await known();
    await app.store.oidc.endSessions(app.behaviour.accountId);
    expect(await outcomeOf(browser(), await word(code), { prompt: 'none' })).toBe('sso_login_required');
  });

  it('never takes the place of somebody else’s session: they are asked', async () => {
    const { code } = await signedInAtFirst();
    await known();
    const them = app.behaviour.accountId;
    app.behaviour.accountId = await app.addAccount();
    const mine = browser();
    await second.signIn(mine);
    app.shown.length = 0;
    expect(await outcomeOf(mine, await word(code), { prompt: 'none' })).toBe('sso_login_required');
    const { claims } = await second.signIn(mine, { asserted_login_identity: await word(code) });
    expect(claims.sub).toBe(app.behaviour.accountId);
    expect(claims.sub).not.toBe(them);
    expect(prompts()).toEqual(['select_account']);
  });

  it('with prompt=login is not needed, and not spent', async () => {
    const { code } = await signedInAtFirst();
    await known();
    const assertion = await word(code);
    expect(await outcomeOf(browser(), assertion, { prompt: 'login' })).toBe('code');
    expect(prompts()).toEqual(['login']);
    expect(await outcomeOf(browser(), assertion, { prompt: 'none' })).toBe('code');
  });

  it('opens a session that ends with the one it came from', async () => {
    const { code, mine } = await signedInAtFirst();
    await known();
    const other = browser();
    await outcomeOf(other, await word(code));
    expect(await whoami(other)).not.toBeNull();
    const page = await (await mine.request('/end-session')).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await mine.open('/end-session/confirm', { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) });
    expect(await whoami(mine)).toBeNull();
    expect(await whoami(other)).toBeNull();
  });
});

function minutesAgo(minutes: number) {
  const iat = Math.floor(Date.now() / 1_000) - minutes * 60;
  return { iat, exp: iat + 60 };
}
