import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import * as client from 'openid-client';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let party: RelyingParty;
let key: Awaited<ReturnType<typeof partnerKey>>;

beforeAll(async () => {
  app = await startProviderApp();
  key = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(key.jwk), key.privateKey);
});
afterAll(() => app.close());
beforeEach(async () => {
  Object.assign(app.behaviour, { accountId: await app.addAccount() });
});

const browser = () => new CookieBrowser(app.issuer);

/** An assertion of the partner, by itself valid, with some claims changed. */
async function assertion(changes: JWTPayload = {}, header: { kid?: string; alg?: string } = {}, by = key.privateKey) {
  const now = Math.floor(Date.now() / 1000);
  const id = party.partner._id;
  const jti = crypto.randomUUID();
  const claims = { iss: id, sub: id, aud: app.issuer, jti, iat: now, exp: now + 60, ...changes };
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS512', kid: 'partner-key', ...header }).sign(by);
}

/** Posts to the token endpoint as a partner would, without a library in between. */
async function post(path: string, parameters: Record<string, string>) {
  const body = new URLSearchParams({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    ...parameters,
  });
  const response = await fetch(app.issuer + path, { method: 'POST', body });
  const text = await response.text();
  return { status: response.status, json: (text ? JSON.parse(text) : {}) as Record<string, string> };
}

async function freshCode(): Promise<string> {
  const { left } = await party.send(browser());
  return left.searchParams.get('code') ?? '';
}

const redeem = async (code: string, client_assertion?: string) =>
  post('/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: 'https://partner.example/callback',
    client_assertion: client_assertion ?? (await assertion()),
  });

const apiToken = (client_assertion: string) =>
  post('/token', { grant_type: 'client_credentials', scope: 'verifications', client_assertion });

const userinfo = (token: string) => fetch(`${app.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } });

describe('single use', () => {
  it('of a code: of 20 attempts at once, one gets tokens', async () => {
    const code = await freshCode();
    const assertions = await Promise.all(Array.from({ length: 20 }, () => assertion()));
    const answers = await Promise.all(assertions.map((one) => redeem(code, one)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ json }) => json.error === 'invalid_grant')).toHaveLength(19);
  });

  it('of an assertion: of 20 attempts at once, one is let in', async () => {
    const one = await assertion();
    const answers = await Promise.all(Array.from({ length: 20 }, () => apiToken(one)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ json }) => json.error === 'invalid_client')).toHaveLength(19);
  });

  it('of a code: using it again ends the tokens it gave', async () => {
    const code = await freshCode();
    const { json } = await redeem(code);
    expect((await userinfo(String(json.access_token))).status).toBe(200);
    const replays = app.store.tools.db.collection('oidc_replays');
    await replays.updateMany({}, { $set: { at: new Date(Date.now() - 5_000) } });
    expect((await redeem(code)).json.error).toBe('invalid_grant');
    expect((await userinfo(String(json.access_token))).status).toBe(401);
  });
});

describe('a code', () => {
  it('is refused to another partner, with another redirect address, and after a minute', async () => {
    const other = await partnerKey();
    const { _id } = await app.addPartner(other.jwk);
    const theirs = await assertion({ iss: _id, sub: _id }, {}, other.privateKey);
    expect((await redeem(await freshCode(), theirs)).json.error).toBe('invalid_grant');

    const elsewhere = await post('/token', {
      grant_type: 'authorization_code',
      code: await freshCode(),
      redirect_uri: 'https://partner.example/other',
      client_assertion: await assertion(),
    });
    expect(elsewhere.json.error).toBe('invalid_grant');

    const { sealer } = app.store.tools;
    const context = 'oidc.AuthorizationCode';
    const content = sealer.openJson<{ exp: number }>(Buffer.from(await freshCode(), 'base64url'), context);
    const now = Math.floor(Date.now() / 1_000);
    expect(content.exp).toBeLessThanOrEqual(now + 60);
    const late = Buffer.from(sealer.sealJson({ ...content, exp: now - 1 }, context)).toString('base64url');
    expect((await redeem(late)).json.error).toBe('invalid_grant');
  });

  it('of a session that has ended is refused', async () => {
    const code = await freshCode();
    await app.store.oidc.endSessions(app.behaviour.accountId);
    expect((await redeem(code)).json.error).toBe('invalid_grant');
  });

  it('asked for with PKCE needs the verifier; without PKCE it needs none', async () => {
    const verifier = client.randomPKCECodeVerifier();
    const code_challenge = await client.calculatePKCECodeChallenge(verifier);
    const pkce = { code_challenge, code_challenge_method: 'S256' };
    const first = await party.send(browser(), pkce);
    const code = first.left.searchParams.get('code') ?? '';
    expect((await redeem(code)).json.error).toBe('invalid_grant');
    const second = await party.send(browser(), pkce);
    const checks = { ...second.checks, pkceCodeVerifier: verifier };
    await expect(client.authorizationCodeGrant(party.config, second.left, checks)).resolves.toBeDefined();
  });

  it('changed in any byte, or sealed for something else, is no code', async () => {
    const code = Buffer.from(await freshCode(), 'base64url');
    for (const at of [0, 3, 10, 30, 40, code.length - 1]) {
      const changed = Buffer.from(code);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await redeem(changed.toString('base64url'))).json.error).toBe('invalid_grant');
    }
    const other = app.store.tools.sealer.sealJson({ accountId: 'a' }, 'messages:x');
    expect((await redeem(Buffer.from(other).toString('base64url'))).json.error).toBe('invalid_grant');
    expect((await redeem('')).status).toBe(400);
  });

  it('shows nothing of what it holds, and fits into an address', async () => {
    const { left } = await party.send(browser());
    const code = left.searchParams.get('code') ?? '';
    expect(Buffer.from(code, 'base64url').toString('latin1')).not.toContain(app.behaviour.accountId);
    expect(left.href.length).toBeLessThan(2_000);
  });
});

describe('an assertion', () => {
  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, () => Promise<string>]>([
    ['of another key', async () => assertion({}, {}, (await partnerKey()).privateKey)],
    ['of a key not registered', async () => assertion({}, { kid: 'another' }, (await partnerKey()).privateKey)],
    ['by another algorithm', async () => assertion({}, { alg: 'RS256' }, (await partnerKey('RS256')).privateKey)],
    ['for another audience', () => assertion({ aud: 'https://other.example' })],
    ['that has expired', () => assertion({ exp: now() - 60 })],
    ['that never expires', () => assertion({ exp: undefined as never })],
    ['that lives for a day', () => assertion({ exp: now() + 86_400 })],
    ['without an id', () => assertion({ jti: undefined as never })],
    ['in the name of our own client', () => assertion({ iss: 'surety', sub: 'surety' })],
  ])('%s is refused', async (_name, make) => {
    const { status, json } = await apiToken(await make());
    expect([400, 401]).toContain(status);
    expect(['invalid_client', 'invalid_request']).toContain(json.error);
    expect(json).not.toHaveProperty('access_token');
  });

  it('that lives for an hour is accepted, though its clock is a little ahead', async () => {
    expect((await apiToken(await assertion({ iat: now() + 5, exp: now() + 3_605 }))).status).toBe(200);
  });

  it('that names a key is accepted where the registered keys have no names', async () => {
    const unnamed = await partnerKey();
    const { kid: _, ...jwk } = unnamed.jwk;
    const { _id } = await app.addPartner(jwk);
    const one = await assertion({ iss: _id, sub: _id }, { kid: 'whatever' }, unnamed.privateKey);
    expect((await apiToken(one)).status).toBe(200);
    const forged = await assertion({ iss: _id, sub: _id }, { kid: 'whatever' });
    expect((await apiToken(forged)).json.error).toBe('invalid_client');
  });

  it.each(['RS256', 'PS256', 'ES256'] as const)('by %s is accepted where the partner is registered so', async (alg) => {
    const own = await partnerKey(alg);
    const { _id } = await app.addPartner(own.jwk, { assertionAlg: alg });
    const one = await assertion({ iss: _id, sub: _id }, { alg }, own.privateKey);
    expect((await apiToken(one)).status).toBe(200);
  });
});

describe('an access token', () => {
  const tokenOf = async () => String((await redeem(await freshCode())).json.access_token);

  it('is a JWT that says the vector achieved, and is not stored', async () => {
    const token = await tokenOf();
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS512', typ: 'at+jwt', kid: 'now' });
    expect(decodeJwt(token)).toMatchObject({
      iss: app.issuer,
      aud: app.issuer,
      sub: app.behaviour.accountId,
      client_id: party.partner._id,
      scope: 'openid',
      vot: 'P0.Cp.Cd',
      vtm: `${app.issuer}/trustmark`,
    });
  });

  it('opens userinfo, and changed in any part it does not', async () => {
    const token = await tokenOf();
    expect((await userinfo(token)).status).toBe(200);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(token), scope: 'openid profile' })).toString('base64url');
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid: 'now' })).toString('base64url');
    for (const changed of [
      `${header}.${forged}.${signature}`,
      `${unsigned}.${payload}.`,
      `${header}.${payload}.`,
      'x',
    ]) {
      expect((await userinfo(changed)).status).toBe(401);
    }
  });

  it('is not what an ID token or a token for the partner API is', async () => {
    const { json } = await redeem(await freshCode());
    expect((await userinfo(String(json.id_token))).status).toBe(401);
    expect((await userinfo(await party.apiToken())).status).toBe(401);
  });

  it('ends when it is revoked, by its own partner only', async () => {
    const token = await tokenOf();
    const other = await partnerKey();
    const { _id } = await app.addPartner(other.jwk);
    const theirs = await assertion({ iss: _id, sub: _id }, {}, other.privateKey);
    await post('/revoke', { token, client_assertion: theirs });
    expect((await userinfo(token)).status).toBe(200);
    const revoked = await post('/revoke', { token, client_assertion: await assertion() });
    expect(revoked.status).toBe(200);
    expect((await userinfo(token)).status).toBe(401);
    expect((await post('/revoke', { token: 'nonsense', client_assertion: await assertion() })).status).toBe(200);
  });

  it('ends when the account is blocked', async () => {
    const token = await tokenOf();
    const accounts = app.store.tools.db.collection<{ _id: string }>('accounts');
    await accounts.updateOne({ _id: app.behaviour.accountId }, { $set: { blocked: true } });
    expect((await userinfo(token)).status).toBe(401);
  });

  it('for the partner API is given to registered partners only, and for nothing else', async () => {
    const own = await partnerKey();
    const { _id } = await app.addPartner(own.jwk, { statusApi: false });
    const one = await assertion({ iss: _id, sub: _id }, {}, own.privateKey);
    expect((await apiToken(one)).status).toBe(400);
    const elsewhere = await post('/token', {
      grant_type: 'client_credentials',
      resource: 'https://other.example/',
      client_assertion: await assertion(),
    });
    expect(elsewhere.json.error).toBe('invalid_target');
  });
});
