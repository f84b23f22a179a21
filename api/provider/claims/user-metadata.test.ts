import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { dpopKey } from '../../../test/support/partners/dpop.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { signedAssertion } from '../../../test/support/partners/signed-request.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let party: RelyingParty;
let token: string;

const scopes = ['openid', 'email', 'client_metadata'];
beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk, { scopes }), privateKey);
});
afterAll(() => app.close());
const signIn = async (of = party, scope = 'openid client_metadata') =>
  (await of.signIn(new CookieBrowser(app.issuer), { scope })).tokens.access_token;
beforeEach(async () => {
  app.behaviour.accountId = await app.addAccount();
  token = await signIn();
});

const patch = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${app.issuer}/userinfo`, {
    method: 'PATCH',
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
  });
const keep = async (value: unknown) => (await patch(JSON.stringify({ client_user_metadata: value }))).status;
const kept = async (of = party, by = token) => (await of.userinfo(by, app.behaviour.accountId)).client_user_metadata;

describe('a partner’s own note of a person', () => {
  it('is kept, changed and cleared', async () => {
    expect(await kept()).toBeUndefined();
    expect(await keep('first')).toBe(204);
    expect(await keep('näher')).toBe(204);
    expect(await kept()).toBe('näher');
    expect(await keep('auto')).toBe(204);
    expect(await kept()).toMatch(/^[\w-]{43}$/);
    expect(await keep('')).toBe(204);
    expect(await kept()).toBeUndefined();
  });

  it('has up to 1,024 bytes', async () => {
    expect(await keep('x'.repeat(1_024))).toBe(204);
    expect(await keep('ä'.repeat(513))).toBe(400);
    expect(await kept()).toHaveLength(1_024);
  });

  it('is nobody else’s: another partner, another person', async () => {
    await keep('mine');
    const own = await partnerKey();
    const other = await RelyingParty.discover(app.issuer, await app.addPartner(own.jwk, { scopes }), own.privateKey);
    expect(await kept(other, await signIn(other))).toBeUndefined();
    app.behaviour.accountId = await app.addAccount();
    expect(await kept(party, await signIn())).toBeUndefined();
  });

  it('lies sealed in the store, and goes with the account', async () => {
    await keep('find-me');
    const rows = app.store.tools.db.collection('user_metadata');
    expect(JSON.stringify(await rows.find().toArray())).not.toContain('find-me');
    await app.store.userMetadata.eraseAccount(app.behaviour.accountId);
    expect(await kept()).toBeUndefined();
  });

  it.each<[string, () => Promise<Response>, number, string]>([
    ['without a token', () => patch('{}', { authorization: '' }), 401, 'invalid_token'],
    ['with a token of nothing', () => patch('{}', { authorization: 'Bearer a.b.c' }), 401, 'invalid_token'],
    ['by a word that is no scheme', () => patch('{}', { authorization: token }), 401, 'invalid_token'],
    [
      'without the scope',
      async () => patch('{}', { authorization: `Bearer ${await signIn(party, 'openid email')}` }),
      403,
      'insufficient_scope',
    ],
    ['that is no JSON', () => patch('{'), 400, 'invalid_request'],
    [
      'that is a form',
      () => patch('client_user_metadata=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      400,
      'invalid_request',
    ],
    ['that is a number', () => patch('{"client_user_metadata":1}'), 400, 'invalid_request'],
    ['with other fields', () => patch('{"client_user_metadata":"x","email":"y"}'), 400, 'invalid_request'],
    [
      'that is far too long',
      () => patch(JSON.stringify({ client_user_metadata: 'x'.repeat(20_000) })),
      400,
      'invalid_request',
    ],
  ])('is refused %s', async (_name, send, status, error) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error });
  });

  it('is refused when consent is withdrawn or the account is blocked', async () => {
    await app.store.consents.withdraw(app.behaviour.accountId, party.partner._id);
    expect(await keep('x')).toBe(403);
    const accounts = app.store.tools.db.collection<{ _id: string }>('accounts');
    await accounts.updateOne({ _id: app.behaviour.accountId }, { $set: { blocked: true } });
    expect(await keep('x')).toBe(401);
  });

  it('with a token bound to a key takes the proof of that key, each once', async () => {
    const { jwk, privateKey } = await partnerKey();
    const bound = await RelyingParty.discover(app.issuer, await app.addPartner(jwk, { scopes }), privateKey);
    const dpop = await dpopKey();
    const { left } = await bound.send(new CookieBrowser(app.issuer), { scope: 'openid client_metadata' });
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code: left.searchParams.get('code') ?? '',
      redirect_uri: 'https://partner.example/callback',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signedAssertion({
        clientId: bound.partner._id,
        issuer: app.issuer,
        key: privateKey,
        alg: 'RS512',
      }),
    });
    const headers = { DPoP: await dpop.proof('POST', `${app.issuer}/token`) };
    const answer = await fetch(`${app.issuer}/token`, { method: 'POST', body, headers });
    const { access_token: access } = (await answer.json()) as { access_token: string };
    const send = async (proof: string, scheme = 'DPoP') =>
      (await patch('{"client_user_metadata":"bound"}', { authorization: `${scheme} ${access}`, DPoP: proof })).status;
    const address = `${app.issuer}/userinfo`;
    const proof = await dpop.proof('PATCH', address, access);
    expect(await send(proof)).toBe(204);
    expect(await send(proof)).toBe(401);
    expect(await send('', 'Bearer')).toBe(401);
    expect(await send(await (await dpopKey()).proof('PATCH', address, access))).toBe(401);
    expect(await send(await dpop.proof('GET', address, access))).toBe(401);
    expect(await send(await dpop.proof('PATCH', `${app.issuer}/token`, access))).toBe(401);
    expect(await send(await dpop.proof('PATCH', address, 'another'))).toBe(401);
    expect(await send(await dpop.proof('PATCH', address, access, { iat: 1 }))).toBe(401);
  });
});
