import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { examplePerson, type ProviderApp, raise, startProviderApp } from '../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let party: RelyingParty;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.shown.length = 0;
  const accountId = await app.addAccount();
  const prove = async () => {};
  Object.assign(app.behaviour, { accountId, methods: ['pwd', 'sms'], prove, refuseConsent: false, wait: false });
});

const browser = () => new CookieBrowser(app.issuer);
const prompts = () => app.shown.map(({ prompt }) => prompt);
const vtr = (...vectors: string[]) => JSON.stringify(vectors);
const prove = (level: 'P5' | 'P9') => {
  app.behaviour.prove = () => raise(app.store, app.behaviour.accountId, level, examplePerson);
};

describe('a sign-in', () => {
  it('gives tokens that say the vector achieved', async () => {
    const { claims, tokens } = await party.signIn(browser());
    const { accountId } = app.behaviour;
    expect(claims).toMatchObject({ sub: accountId, vot: 'P0.Cp.Cd', vtm: `${app.issuer}/trustmark` });
    expect(claims).not.toHaveProperty('acr');
    expect(claims).toMatchObject({ jti: expect.any(String), auth_time: expect.any(Number) });
    expect(tokens.expires_in).toBe(300);
    expect(prompts()).toEqual(['login']);
  });

  it('asks nothing a second time while the session is fresh, and asks again in another browser', async () => {
    const mine = browser();
    await party.signIn(mine);
    await party.signIn(mine);
    expect(prompts()).toEqual(['login']);
    await party.signIn(browser());
    expect(prompts()).toEqual(['login', 'login']);
  });

  it('asks again when the partner wants it: prompt=login, max_age', async () => {
    const mine = browser();
    await party.signIn(mine);
    await party.signIn(mine, { prompt: 'login' });
    await party.signIn(mine, { max_age: '0' });
    expect(prompts()).toEqual(['login', 'login', 'login']);
  });

  it('asks again when it was too long ago, or when another person is meant', async () => {
    const mine = browser();
    const first = await party.signIn(mine);
    const rows = app.store.tools.db.collection('oidc_sessions');
    await rows.updateMany({}, { $inc: { 'payload.loginTs': -120 } });
    await party.signIn(mine, { max_age: '300', id_token_hint: first.tokens.id_token ?? '' });
    expect(prompts()).toEqual(['login']);
    await party.signIn(mine, { max_age: '60' });
    expect(prompts()).toEqual(['login', 'login']);
    app.behaviour.accountId = await app.addAccount();
    const other = await party.signIn(browser());
    const { left } = await party.send(mine, { prompt: 'none', id_token_hint: other.tokens.id_token ?? '' });
    expect(left.searchParams.get('error')).toBe('login_required');
    const { left: bad } = await party.send(mine, { id_token_hint: 'nonsense' });
    expect(bad.searchParams.get('error')).toBe('invalid_request');
  });

  it('takes a FIDO UAF answer for none: by other means, or not at all', async () => {
    const answer = { fido_auth_response: 'eyJhIjoxfQ' };
    await party.signIn(browser(), answer);
    expect(prompts()).toEqual(['login']);
    const outcome = async (parameters: Record<string, string>) =>
      (await party.send(browser(), parameters)).left.searchParams;
    expect((await outcome({ ...answer, prompt: 'none' })).get('error')).toBe('login_required');
    expect((await outcome({ ...answer, prompt: 'none' })).get('error_description')).toContain('not supported');
    expect((await outcome({ ...answer, vtr: vtr('P9.Cm') })).get('error')).toBe('unmet_authentication_requirements');
    expect((await outcome({ fido_auth_response: 'a b' })).get('error')).toBe('invalid_request');
  });

  it('asks for P9 when no vtr is named, or for what is registered as the default', async () => {
    const { privateKey, jwk } = await partnerKey();
    const partner = await app.addPartner(jwk, { defaultVectors: ['P5.Cp.Cd'] });
    const other = await RelyingParty.discover(app.issuer, partner, privateKey);
    app.behaviour.wait = true;
    const { address } = other.request({ allow_registration: 'false' });
    address.searchParams.delete('vtr');
    await browser().open(address.href);
    expect(app.shown[0]).toMatchObject({ wanted: 'P5', allowRegistration: false });
  });

  it('asks for P9 when no vtr is named', async () => {
    prove('P9');
    const { address, checks } = party.request();
    address.searchParams.delete('vtr');
    const { left } = await browser().open(address.href);
    expect(left?.searchParams.get('state')).toBe(checks.expectedState);
    expect(app.shown[0]).toMatchObject({ wanted: 'P9' });
    expect(prompts()).toEqual(['login', 'identity_proofing']);
  });

  it('hands pages what the partner asked, and never the journey that a partner names', async () => {
    const mine = browser();
    app.behaviour.wait = true;
    const { address } = party.request({
      verification_reference: 'Ward 7 / 00123',
      journey: 'AAAAAAAAAAAAAAAAAAAAAA',
      login_hint: 'a@example.com',
      ui_locales: 'cy en',
    });
    await mine.open(address.href);
    expect(app.shown[0]).toMatchObject({
      prompt: 'login',
      partnerId: party.partner._id,
      reference: 'Ward 7 / 00123',
      loginHint: 'a@example.com',
      uiLocales: 'cy en',
      journeyId: undefined,
      accountId: undefined,
      scopes: ['openid'],
    });
  });

  it('keeps parameters sealed', async () => {
    app.behaviour.wait = true;
    await browser().open(party.request({ verification_reference: 'find-me-in-the-store' }).address.href);
    const rows = await app.store.tools.db.collection('oidc_interactions').find().toArray();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('find-me-in-the-store');
    expect(app.logged.join('')).not.toContain('find-me-in-the-store');
  });

  it('of somebody else in the same browser ends the first one’s session', async () => {
    const mine = browser();
    const first = await party.signIn(mine);
    app.behaviour.accountId = await app.addAccount();
    const { response } = await mine.open(party.request({ prompt: 'login' }).address.href);
    const page = await response.text();
    const fields = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    expect(page).toContain(`action="${app.issuer}/end-session/confirm"`);
    const body = new URLSearchParams(fields);
    const { left } = await mine.open('/end-session/confirm', { method: 'POST', body });
    expect(left?.searchParams.get('code')).toBeTruthy();
    const who = await (await mine.request('/whoami')).json();
    expect(who).toMatchObject({ accountId: app.behaviour.accountId });
    const bearer = { headers: { authorization: `Bearer ${first.tokens.access_token}` } };
    expect((await fetch(`${app.issuer}/userinfo`, bearer)).status).toBe(401);
  });

  it('cannot be finished by another browser', async () => {
    app.behaviour.wait = true;
    const { response, at } = await browser().open(party.request().address.href);
    expect(await response.text()).toBe('waiting');
    const other = await browser().request(`${at.pathname}?go`);
    expect(other.status).toBe(404);
  });
});

describe('the level', () => {
  it('is raised within the request, and the journey goes from prompt to prompt', async () => {
    prove('P9');
    const { claims } = await party.signIn(browser(), { vtr: vtr('P5.Cp.Cd', 'P9.Cp.Cd') });
    expect(claims.vot).toBe('P9.Cp.Cd');
    expect(prompts()).toEqual(['login', 'identity_proofing']);
    expect(app.shown[1]?.journeyId).toMatch(/^[\w-]{22}$/);
    expect(app.shown[1]).toMatchObject({ wanted: 'P9', accountId: app.behaviour.accountId });
  });

  it('may stay at a lower vector of the request', async () => {
    prove('P5');
    const { claims } = await party.signIn(browser(), { vtr: vtr('P9.Cp.Cd', 'P5.Cp.Cd') });
    expect(claims.vot).toBe('P5.Cp.Cd');
  });

  it('that satisfies no vector gives no code', async () => {
    prove('P5');
    const { left } = await party.send(browser(), { vtr: vtr('P9.Cp.Cd') });
    expect(left.searchParams.get('code')).toBeNull();
    expect(left.searchParams.get('error')).toBe('access_denied');
    expect(left.searchParams.get('error_description')).toBe('verification_pending');
  });

  it('is asked for at each request while the higher one is not reached', async () => {
    const mine = browser();
    prove('P5');
    await party.signIn(mine, { vtr: vtr('P5.Cp.Cd', 'P9.Cp.Cd') });
    prove('P9');
    const { claims } = await party.signIn(mine, { vtr: vtr('P5.Cp.Cd', 'P9.Cp.Cd') });
    expect(claims.vot).toBe('P9.Cp.Cd');
    expect(prompts()).toEqual(['login', 'identity_proofing', 'identity_proofing']);
  });

  it('that is there already asks for nothing', async () => {
    await raise(app.store, app.behaviour.accountId, 'P9', examplePerson);
    const { claims } = await party.signIn(browser(), { vtr: vtr('P5.Cp.Cd') });
    expect(claims.vot).toBe('P5.Cp.Cd');
    expect(prompts()).toEqual(['login']);
  });

  it('out of reach for lack of an authenticator is no reason to ask for proof', async () => {
    await raise(app.store, app.behaviour.accountId, 'P5', examplePerson);
    const { claims } = await party.signIn(browser(), { vtr: vtr('P9.Cm', 'P5.Cp.Cd') });
    expect(claims.vot).toBe('P5.Cp.Cd');
    expect(prompts()).toEqual(['login']);
  });

  it('with no authenticator that satisfies any vector ends in an error, not in a circle', async () => {
    const { left } = await party.send(browser(), { vtr: vtr('P9.Cm') });
    expect(left.searchParams.get('error')).toBe('unmet_authentication_requirements');
  });

  it('is signed in for anew when the session lacks an authenticator', async () => {
    const mine = browser();
    await party.signIn(mine);
    app.behaviour.methods = ['pop'];
    await raise(app.store, app.behaviour.accountId, 'P9', examplePerson);
    const { claims } = await party.signIn(mine, { vtr: vtr('P9.Cm') });
    expect(claims.vot).toBe('P9.Cm');
    expect(prompts()).toEqual(['login', 'login']);
  });
});

describe('consent', () => {
  it('is asked once, holds in every browser, and is asked again when it was withdrawn', async () => {
    await party.signIn(browser(), { scope: 'openid email' });
    expect(prompts()).toEqual(['login', 'consent']);
    expect(app.shown[1]?.missingScopes).toEqual(['email']);
    await party.signIn(browser(), { scope: 'openid email' });
    expect(prompts()).toEqual(['login', 'consent', 'login']);
    await party.signIn(browser(), { scope: 'openid email phone' });
    expect(app.shown.at(-1)).toMatchObject({ prompt: 'consent', missingScopes: ['phone'] });
    await app.store.consents.withdraw(app.behaviour.accountId, party.partner._id);
    await party.signIn(browser(), { scope: 'openid email' });
    expect(app.shown.at(-1)?.prompt).toBe('consent');
  });

  it('refused leads back without a code', async () => {
    app.behaviour.refuseConsent = true;
    const { left, checks } = await party.send(browser(), { scope: 'openid email' });
    expect(Object.fromEntries(left.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'user_cancelled',
      state: checks.expectedState,
      iss: app.issuer,
    });
  });
});

describe('claims', () => {
  const scope = 'openid email phone profile profile_extended gp_registration_details';

  it('of a person known by contact details only are contact details', async () => {
    const { claims, tokens } = await party.signIn(browser(), { scope });
    expect(Object.keys(await party.userinfo(tokens.access_token, String(claims.sub))).sort()).toEqual(
      ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'sub', 'vot', 'vtm'].sort(),
    );
    expect(claims).not.toHaveProperty('email');
  });

  it('of P5 are claimed, of P9 verified', async () => {
    prove('P5');
    const at5 = await party.signIn(browser(), { scope, vtr: vtr('P5.Cp.Cd') });
    const info5 = await party.userinfo(at5.tokens.access_token, String(at5.claims.sub));
    expect(info5).toMatchObject({
      nhs_number: '9000000009',
      family_name: 'Exempli',
      given_name: 'Anna Maria',
      birthdate: '1985-04-12',
      identity_proofing_level: 'P5',
      gp_ods_code: 'A12345',
      phone_number_pds_matched: true,
    });
    expect(info5).not.toHaveProperty('verified_claims');
    prove('P9');
    const at9 = await party.signIn(browser(), { scope, vtr: vtr('P9.Cp.Cd') });
    const info9 = await party.userinfo(at9.tokens.access_token, String(at9.claims.sub));
    expect(info9.identity_proofing_level).toBe('P9');
    expect(info9.verified_claims).toMatchObject({
      verification: { trust_framework: 'uk_dapb3051', assurance_level: 'P9' },
      claims: { nhs_number: '9000000009', family_name: 'Exempli', given_name: 'Anna Maria', birthdate: '1985-04-12' },
    });
  });

  it('of a proved person are no business of a partner that asked for P0', async () => {
    await raise(app.store, app.behaviour.accountId, 'P9', examplePerson);
    const { claims, tokens } = await party.signIn(browser(), { scope });
    const info = await party.userinfo(tokens.access_token, String(claims.sub));
    expect(info).not.toHaveProperty('nhs_number');
    expect(info).not.toHaveProperty('family_name');
    expect(claims).not.toHaveProperty('nhs_number');
  });
});
