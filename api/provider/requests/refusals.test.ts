import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let party: RelyingParty;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  const vectors = ['P0.Cp.Cd', 'P5.Cp.Cd'];
  const scopes = ['openid', 'email', 'profile', 'gp_integration_credentials'];
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk, { vectors, scopes }), privateKey);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.shown.length = 0;
  Object.assign(app.behaviour, { accountId: await app.addAccount(), methods: ['pwd', 'sms'], wait: false });
});

const browser = () => new CookieBrowser(app.issuer);

/** Sends a request with some parameters changed, or left out where undefined. */
async function send(changes: Record<string, string | undefined>, mine = browser()) {
  const { address } = party.request();
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  const { left, response } = await mine.open(address.href);
  const answer = left && Object.fromEntries([...left.searchParams, ...new URLSearchParams(left.hash.slice(1))]);
  return { error: answer?.error, description: answer?.error_description, answer, left, response };
}

describe('a request is refused, with the partner told why', () => {
  it.each<[string, Record<string, string | undefined>, string, string]>([
    ['without state', { state: undefined }, 'invalid_request', "missing required parameter 'state'"],
    ['with an empty state', { state: '' }, 'invalid_request', "missing required parameter 'state'"],
    ['without nonce', { nonce: undefined }, 'invalid_request', "missing required parameter 'nonce'"],
    ['with a huge state', { state: 'x'.repeat(513) }, 'invalid_request', 'state is too long'],
    ['with a malformed vtr', { vtr: 'P5.Cp.Cd' }, 'invalid_request', 'vtr not valid'],
    ['with an empty vtr', { vtr: '[]' }, 'invalid_request', 'vtr not valid'],
    ['with an unregistered vector', { vtr: '["P9.Cp.Cd"]' }, 'invalid_request', 'vtr not valid'],
    ['with one unregistered vector of two', { vtr: '["P5.Cp.Cd","P9.Cp.Cd"]' }, 'invalid_request', 'vtr not valid'],
    ['with no vtr, where no default is registered', { vtr: undefined }, 'invalid_request', 'vtr not valid'],
    ['with an unknown scope', { scope: 'openid everything' }, 'invalid_scope', 'unknown scope'],
    [
      'with linkage keys where there is no GP system',
      { scope: 'openid gp_integration_credentials' },
      'invalid_scope',
      'unknown scope',
    ],
    ['with offline_access', { scope: 'openid offline_access' }, 'invalid_scope', 'unknown scope'],
    ['with a scope not registered', { scope: 'openid landline' }, 'invalid_scope', 'requested scope is not allowed'],
    [
      'with a reference that is too long',
      { verification_reference: 'x'.repeat(256) },
      'invalid_request',
      'verification_reference not valid',
    ],
    [
      'with control characters in the reference',
      { verification_reference: 'a\nb' },
      'invalid_request',
      'verification_reference not valid',
    ],
    ['for a token in the address', { response_type: 'token' }, 'invalid_request', 'not allowed for this client'],
    ['for our own response type', { response_type: 'none' }, 'invalid_request', 'not allowed for this client'],
    ['with PKCE of the plain kind', { code_challenge: 'x'.repeat(43) }, 'invalid_request', 'code_challenge_method'],
  ])('%s', async (_name, changes, error, description) => {
    const result = await send(changes);
    expect(result.error).toBe(error);
    expect(result.description).toContain(description);
    expect(result.answer).not.toHaveProperty('code');
    expect(app.shown).toEqual([]);
  });

  it.each(['form_post', 'fragment'])('with an answer asked by %s', async (response_mode) => {
    const { left, response } = await send({ response_mode });
    const told = left ? left.href : await response.text();
    expect(told).toContain('invalid_request');
    expect(app.shown).toEqual([]);
  });
});

describe('a request is not redirected', () => {
  it.each<[string, Record<string, string | undefined>, string]>([
    ['without a redirect address', { redirect_uri: undefined }, 'invalid_request'],
    ['to another path', { redirect_uri: 'https://partner.example/callback/more' }, 'invalid_redirect_uri'],
    ['with a query', { redirect_uri: 'https://partner.example/callback?a=b' }, 'invalid_redirect_uri'],
    ['to another host', { redirect_uri: 'https://evil.example/callback' }, 'invalid_redirect_uri'],
    ['in another case', { redirect_uri: 'https://partner.example/Callback' }, 'invalid_redirect_uri'],
    ['from an unknown partner', { client_id: 'nobody' }, 'invalid_client'],
    ['with everything wrong', { redirect_uri: 'https://evil.example/', state: undefined }, 'invalid_redirect_uri'],
  ])('%s', async (_name, changes, error) => {
    const { left, response } = await send(changes);
    expect(left).toBeUndefined();
    expect(response.headers.get('x-refused')).toBe(error);
    expect(response.status).toBe(400);
  });

  it('when it comes back to an interaction that this browser does not have', async () => {
    const response = await browser().request('/authorize/AAAAAAAAAAAAAAAAAAAAA');
    expect(response.headers.get('x-refused')).toBe('invalid_request');
  });
});

describe('prompt=none', () => {
  it('without a session is login_required', async () => {
    expect((await send({ prompt: 'none' })).error).toBe('login_required');
  });

  it('with a level too low is interaction_required', async () => {
    const mine = browser();
    await send({}, mine);
    expect((await send({ prompt: 'none', vtr: '["P5.Cp.Cd"]' }, mine)).error).toBe('interaction_required');
  });

  it('takes a lower vector that is satisfied', async () => {
    const mine = browser();
    await send({}, mine);
    expect((await send({ prompt: 'none', vtr: '["P5.Cp.Cd","P0.Cp.Cd"]' }, mine)).answer).toHaveProperty('code');
  });

  it('without consent is consent_required', async () => {
    const mine = browser();
    await send({}, mine);
    expect((await send({ prompt: 'none', scope: 'openid email' }, mine)).error).toBe('consent_required');
  });

  it('with all given is a code, without a question', async () => {
    const mine = browser();
    await send({}, mine);
    app.shown.length = 0;
    expect((await send({ prompt: 'none' }, mine)).answer).toHaveProperty('code');
    expect(app.shown).toEqual([]);
  });

  it('for a blocked account is login_required', async () => {
    const mine = browser();
    await send({}, mine);
    const accounts = app.store.tools.db.collection<{ _id: string }>('accounts');
    await accounts.updateOne({ _id: app.behaviour.accountId }, { $set: { blocked: true } });
    expect((await send({ prompt: 'none' }, mine)).error).toBe('login_required');
  });
});

describe('pushed requests', () => {
  it('keep the same rules, and are used once', async () => {
    const { checks } = party.request();
    const parameters = {
      redirect_uri: 'https://partner.example/callback',
      scope: 'openid',
      vtr: '["P0.Cp.Cd"]',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      verification_reference: 'find-me-in-the-store',
    };
    const refused = client.buildAuthorizationUrlWithPAR(party.config, { ...parameters, vtr: '["P9.Cm"]' });
    await expect(refused).rejects.toMatchObject({ error: 'invalid_request', error_description: 'vtr not valid' });
    const address = await client.buildAuthorizationUrlWithPAR(party.config, parameters);
    const rows = await app.store.tools.db.collection('oidc_pushed_requests').find().toArray();
    expect(JSON.stringify(rows)).not.toContain('find-me-in-the-store');
    const { left } = await browser().open(address.href);
    const tokens = await client.authorizationCodeGrant(party.config, left ?? new URL(app.issuer), checks);
    expect(tokens.claims()?.vot).toBe('P0.Cp.Cd');
    const again = await browser().open(address.href);
    expect(again.left?.searchParams.get('error') ?? again.response.headers.get('x-refused')).toBe(
      'invalid_request_uri',
    );
  });
});

describe('our own client', () => {
  it('signs a person in without a code, and leads to the journey it names', async () => {
    const journey = 'AAAAAAAAAAAAAAAAAAAAAA';
    const mine = browser();
    const { at } = await mine.open(app.bridge.signInAddress(journey));
    expect(at.href).toBe(`${app.issuer}/journey/${journey}`);
    expect(app.shown).toMatchObject([{ prompt: 'login', partnerId: 'surety', journeyId: journey, wanted: 'P0' }]);
    const who = await (await mine.request('/whoami')).json();
    expect(who).toMatchObject({ accountId: app.behaviour.accountId, methods: ['pwd', 'sms'] });
    expect((await mine.open(app.bridge.signInAddress())).at.pathname).toBe('/account');
  });

  it('cannot be made to redirect elsewhere', async () => {
    const address = new URL(app.bridge.signInAddress(), app.issuer);
    address.searchParams.set('redirect_uri', 'https://evil.example/');
    const { response } = await browser().open(address.href);
    expect(response.headers.get('x-refused')).toBe('invalid_redirect_uri');
    for (const state of ['//evil.example', 'https://evil.example', '../account', 'x'.repeat(30)]) {
      const { at } = await browser().open(`/signed-in?state=${encodeURIComponent(state)}`);
      expect(at.href).toBe(`${app.issuer}/account`);
    }
  });
});

describe('addresses', () => {
  it('are the public ones, whatever host a request names', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp' };
    const discovery = await fetch(`${app.issuer}/.well-known/openid-configuration`, { headers });
    const document = (await discovery.json()) as Record<string, unknown>;
    expect(JSON.stringify(document)).not.toContain('evil');
    expect(document).toMatchObject({
      issuer: app.issuer,
      authorization_endpoint: `${app.issuer}/authorize`,
      token_endpoint: `${app.issuer}/token`,
      userinfo_endpoint: `${app.issuer}/userinfo`,
      jwks_uri: `${app.issuer}/jwks`,
      id_token_signing_alg_values_supported: ['PS256', 'RS256', 'RS512', 'ES256'],
      code_challenge_methods_supported: ['S256'],
    });
    expect(document.grant_types_supported).toEqual(['authorization_code', 'refresh_token', 'client_credentials']);
  });

  it('publish every signing key, and no private part', async () => {
    const { keys } = (await (await fetch(`${app.issuer}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(keys.map(({ kid }) => kid)).toEqual(['now', 'next', 'ec']);
    for (const key of keys)
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(key).not.toHaveProperty(secret);
  });
});

it('discovery names no scope that is not offered', () => {
  const { scopes_supported: scopes = [] } = party.config.serverMetadata();
  expect([scopes.includes('profile'), scopes.includes('gp_integration_credentials')]).toEqual([true, false]);
});
