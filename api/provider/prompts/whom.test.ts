import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let first: RelyingParty;
let second: RelyingParty;
let mine: CookieBrowser;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  const partners = [await app.addPartner(jwk), await app.addPartner(jwk)];
  const parties = partners.map((partner) => RelyingParty.discover(app.issuer, partner, privateKey));
  [first, second] = (await Promise.all(parties)) as [RelyingParty, RelyingParty];
});
afterAll(() => app.close());
beforeEach(async () => {
  Object.assign(app.behaviour, { accountId: await app.addAccount(), another: false });
  mine = new CookieBrowser(app.issuer);
  await first.signIn(mine);
  app.shown.length = 0;
});

const prompts = () => app.shown.map(({ prompt }) => prompt);
const errorOf = async (parameters: Record<string, string>) =>
  (await second.send(mine, parameters)).left.searchParams.get('error');

describe('one session serves every partner, and its person', () => {
  it('sees at the first visit whom they are about to be, and never again', async () => {
    await second.signIn(mine);
    await second.signIn(mine);
    expect(prompts()).toEqual(['select_account']);
    expect(await errorOf({ prompt: 'none' })).toBeNull();
  });

  it('is not known to a partner they never went to: prompt=none is told to ask', async () => {
    expect(await errorOf({ prompt: 'none' })).toBe('interaction_required');
    expect(await errorOf({ prompt: 'none', scope: 'openid email' })).toBe('consent_required');
  });

  it('is asked once where consent is asked anyway', async () => {
    await second.signIn(mine, { scope: 'openid email' });
    expect(prompts()).toEqual(['consent']);
  });

  it('is asked before their level is raised for a partner that is new to them', async () => {
    await second.send(mine, { scope: 'openid profile', vtr: '["P5.Cp.Cd"]' });
    expect(prompts()).toEqual(['select_account', 'identity_proofing']);
  });

  it('may be somebody else', async () => {
    const them = app.behaviour.accountId;
    Object.assign(app.behaviour, { accountId: await app.addAccount(), another: true });
    const { response } = await mine.open(second.request().address.href);
    expect(prompts()).toEqual(['select_account', 'login']);
    const fields = [...(await response.text()).matchAll(/name="(\w+)" value="([^"]*)"/g)];
    const body = new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value]));
    const { left } = await mine.open('/end-session/confirm', { method: 'POST', body });
    expect(left?.searchParams.get('code')).toBeTruthy();
    expect(await app.store.consents.of(them, second.partner._id)).toBeNull();
    expect(await app.store.consents.of(app.behaviour.accountId, second.partner._id)).not.toBeNull();
  });

  it('is asked where the partner names somebody else, or wants it so; not right after a password', async () => {
    await second.signIn(mine);
    app.shown.length = 0;
    const email = `${app.behaviour.accountId.toLowerCase()}@EXAMPLE.com`;
    await second.signIn(mine, { login_hint: email });
    expect(prompts()).toEqual([]);
    await second.signIn(mine, { login_hint: 'else@example.com' });
    await second.signIn(mine, { prompt: 'select_account' });
    expect(prompts()).toEqual(['select_account', 'select_account']);
    await second.signIn(mine, { prompt: 'login', login_hint: 'else@example.com' });
    expect(prompts().slice(2)).toEqual(['login']);
  });

  it('is somebody else than an ID token says: they sign in', async () => {
    const { tokens } = await first.signIn(new CookieBrowser(app.issuer));
    app.behaviour.accountId = await app.addAccount();
    const other = new CookieBrowser(app.issuer);
    await first.signIn(other);
    const hint = { id_token_hint: tokens.id_token ?? '', prompt: 'none' };
    const { left } = await first.send(other, hint);
    expect(left.searchParams.get('error')).toBe('login_required');
  });
});
