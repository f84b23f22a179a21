import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { examplePerson, type ProviderApp, raise, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { lifetimes } from './lifetimes.js';

let app: ProviderApp;
let party: RelyingParty;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk, { refreshTokens: true }), privateKey);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.behaviour.accountId = await app.addAccount();
});

const browser = () => new CookieBrowser(app.issuer);
const refresh = (token: string, parameters = {}) => client.refreshTokenGrant(party.config, token, parameters);
const signIn = async (mine = browser(), parameters = {}) =>
  (await party.signIn(mine, parameters)).tokens.refresh_token ?? '';
const refused = (token: string) => expect(refresh(token)).rejects.toMatchObject({ error: 'invalid_grant' });
const rows = () => app.store.tools.db.collection('oidc_refresh_tokens');
/** What was used a moment ago counts as the same request sent twice. */
const letTimePass = () =>
  rows().updateMany({ consumedAt: { $exists: true } }, [
    { $set: { consumedAt: { $subtract: ['$consumedAt', 5_000] } } },
  ]);

describe('a refresh token', () => {
  it('gives an access token that userinfo takes, an ID token that says the same, and another in its place', async () => {
    await raise(app.store, app.behaviour.accountId, 'P9', examplePerson);
    const first = await signIn(browser(), { scope: 'openid profile', vtr: '["P5.Cp.Cd"]' });
    const tokens = await refresh(first);
    expect(tokens.claims()).toMatchObject({ sub: app.behaviour.accountId, vot: 'P5.Cp.Cd', nhs_number: '9000000009' });
    const info = await party.userinfo(tokens.access_token, app.behaviour.accountId);
    expect(info).toMatchObject({ vot: 'P5.Cp.Cd', family_name: 'Exempli' });
    expect(tokens.refresh_token).not.toBe(first);
    await expect(refresh(tokens.refresh_token ?? '')).resolves.toBeDefined();
  });

  it('used a second time ends all that came of the same sign-in, and no other', async () => {
    const other = await signIn();
    const first = await signIn();
    const { refresh_token: second = '', access_token } = await refresh(first);
    await refused(first);
    await expect(refresh(second)).resolves.toBeDefined();
    await letTimePass();
    await refused(first);
    await refused(second);
    await expect(party.userinfo(access_token, app.behaviour.accountId)).rejects.toThrow();
    await expect(refresh(other)).resolves.toBeDefined();
  });

  it('used twenty times at once gives one', async () => {
    const token = await signIn();
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => refresh(token)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('outlives the session, and ends 30 days after the sign-in, however often it was used', async () => {
    const first = await signIn();
    await app.store.tools.db.collection('oidc_sessions').deleteMany({});
    const { refresh_token: second = '' } = await refresh(first);
    await rows().updateMany({}, { $set: { expiresAt: new Date() } });
    await refused(second);
    const left = lifetimes(60)?.RefreshToken as (ctx: unknown, token: { iiat: number }) => number;
    const day = 86_400;
    const signedIn = Math.floor(Date.now() / 1_000) - 29 * day;
    expect(left(undefined, { iiat: signedIn })).toBeGreaterThan(day - 5);
    expect(left(undefined, { iiat: signedIn })).toBeLessThanOrEqual(day);
  });

  it('ends when the person signs out there, and not when they sign out elsewhere', async () => {
    const [mine, other] = [browser(), browser()];
    const [here, there] = [await signIn(mine), await signIn(other)];
    const page = await (await mine.request('/end-session')).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await mine.open('/end-session/confirm', { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) });
    await refused(here);
    await expect(refresh(there)).resolves.toBeDefined();
  });

  it('ends with the consent', async () => {
    const token = await signIn(browser(), { scope: 'openid email' });
    await app.store.consents.withdraw(app.behaviour.accountId, party.partner._id);
    await refused(token);
  });

  it.each<[string, object]>([
    ['is blocked', { blocked: true }],
    ['has lost the level', { level: 'P0' }],
  ])('is refused when the account %s', async (_name, change) => {
    await raise(app.store, app.behaviour.accountId, 'P9', examplePerson);
    const token = await signIn(browser(), { vtr: '["P9.Cp.Cd"]' });
    const accounts = app.store.tools.db.collection<{ _id: string }>('accounts');
    await accounts.updateOne({ _id: app.behaviour.accountId }, { $set: change });
    await refused(token);
  });

  it('ends when it is revoked, and when everybody is signed out', async () => {
    const [one, two] = [await signIn(), await signIn()];
    await client.tokenRevocation(party.config, one);
    await refused(one);
    await app.store.oidc.endSessions(app.behaviour.accountId);
    await refused(two);
  });

  it('gives no more than was agreed to', async () => {
    const token = await signIn(browser(), { scope: 'openid email' });
    await expect(refresh(token, { scope: 'openid email phone' })).rejects.toMatchObject({ error: 'invalid_scope' });
    expect((await refresh(token, { scope: 'openid' })).scope).toBe('openid');
  });

  it('is of no use to another partner, and is given to nobody who is not registered for it', async () => {
    const token = await signIn();
    const { privateKey, jwk } = await partnerKey();
    const plain = await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey);
    expect((await plain.signIn(browser())).tokens.refresh_token).toBeUndefined();
    await expect(client.refreshTokenGrant(plain.config, token)).rejects.toBeDefined();
    await expect(refresh(token)).resolves.toBeDefined();
  });

  it('lies in the store as what nobody can use', async () => {
    const token = await signIn();
    expect(JSON.stringify(await rows().find().toArray())).not.toContain(token);
  });
});
