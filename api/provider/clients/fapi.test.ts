import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { dpopKey } from '../../../test/support/partners/dpop.js';
import { partnerKey } from '../../../test/support/partners/relying-party.js';
import { type Signer, signedAssertion } from '../../../test/support/partners/signed-request.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { lifetimes } from '../tokens/lifetimes.js';

let app: ProviderApp;
let signer: Signer;
let dpop: Awaited<ReturnType<typeof dpopKey>>;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey('PS256');
  const { _id } = await app.addPartner(jwk, { assertionAlg: 'PS256', profile: 'fapi2', refreshTokens: true });
  signer = { clientId: _id, issuer: app.issuer, key: privateKey, alg: 'PS256' };
  dpop = await dpopKey();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.behaviour.accountId = await app.addAccount();
});

// The example of RFC 7636, appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
const wanted: Record<string, string> = {
  response_type: 'code',
  redirect_uri: 'https://partner.example/callback',
  scope: 'openid',
  vtr: '["P0.Cp.Cd"]',
  state: 'a-state',
  nonce: 'a-nonce',
  ...pkce,
};

type Answer = { status: number; json: Record<string, string> };

async function post(path: string, fields: Record<string, string>, more: Post = {}): Promise<Answer> {
  const body = new URLSearchParams(fields);
  if (!more.unauthenticated) {
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    body.set('client_assertion', await signedAssertion({ ...signer, ...more.by }, more.assertion));
  }
  const proof = more.proof ?? (path === '/token' ? await dpop.proof('POST', `${app.issuer}/token`) : '');
  const response = await fetch(app.issuer + path, { method: 'POST', body, headers: proof ? { DPoP: proof } : {} });
  return { status: response.status, json: (await response.json()) as Record<string, string> };
}

type Post = { unauthenticated?: boolean; by?: Partial<Signer>; assertion?: JWTPayload; proof?: string };

const push = (changes: Record<string, string> = {}, more: Post = {}) =>
  post('/par', { client_id: signer.clientId, ...wanted, ...changes }, more);

async function open(parameters: Record<string, string>) {
  const query = new URLSearchParams({ client_id: signer.clientId, ...parameters });
  return new CookieBrowser(app.issuer).open(`/authorize?${query}`);
}

async function freshCode(changes: Record<string, string> = {}): Promise<string> {
  const { json } = await push(changes);
  const { left } = await open({ request_uri: json.request_uri ?? '' });
  return left?.searchParams.get('code') ?? '';
}

const redeem = (code: string, more: Post = {}) =>
  post(
    '/token',
    { grant_type: 'authorization_code', code, redirect_uri: wanted.redirect_uri ?? '', code_verifier: verifier },
    more,
  );

describe('a partner held to the FAPI 2.0 Security Profile', () => {
  it('signs in by a pushed request, PKCE and a key of its own', async () => {
    const { status, json } = await push();
    expect([status, json.error_description]).toEqual([201, undefined]);
    expect(Number(json.expires_in)).toBeLessThanOrEqual(60);
    const { left, response } = await open({ request_uri: json.request_uri ?? '' });
    expect(response.status).toBe(303);
    expect(left?.searchParams.get('iss')).toBe(app.issuer);
    const tokens = await redeem(left?.searchParams.get('code') ?? '');
    expect(tokens.json.token_type).toBe('DPoP');
    for (const token of [tokens.json.id_token, tokens.json.access_token]) {
      expect(decodeProtectedHeader(token ?? '').alg).toBe('PS256');
    }
    const access = tokens.json.access_token ?? '';
    const userinfo = async (scheme: string, proof?: string) =>
      (
        await fetch(`${app.issuer}/userinfo`, {
          headers: { authorization: `${scheme} ${access}`, ...(proof ? { DPoP: proof } : {}) },
        })
      ).status;
    const proof = (of = dpop) => of.proof('GET', `${app.issuer}/userinfo`, access);
    expect(await userinfo('DPoP', await proof())).toBe(200);
    expect(await userinfo('Bearer')).toBe(401);
    expect(await userinfo('DPoP', await proof(await dpopKey()))).toBe(401);
  });

  it('must push its requests', async () => {
    const { left } = await open(wanted);
    expect(left?.searchParams.get('error')).toBe('invalid_request');
    expect(left?.searchParams.get('error_description')).toContain('Pushed Authorization Request');
  });

  it('must authenticate to push', async () => {
    expect((await push({}, { unauthenticated: true })).status).toBe(401);
  });

  it('gets no more than it pushed', async () => {
    const { json } = await push();
    const { left } = await open({ request_uri: json.request_uri ?? '', scope: 'openid email', state: 'other' });
    expect(left?.searchParams.get('state')).toBe('a-state');
    const { json: tokens } = await redeem(left?.searchParams.get('code') ?? '');
    expect(tokens.scope).toBe('openid');
  });

  it('uses a pushed request once, and a code once', async () => {
    const { json } = await push();
    const first = await open({ request_uri: json.request_uri ?? '' });
    const code = first.left?.searchParams.get('code') ?? '';
    const again = await open({ request_uri: json.request_uri ?? '' });
    expect([again.left, again.response.status]).toEqual([undefined, 400]);
    expect(await again.response.text()).toContain('invalid_request_uri');
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).json.error).toBe('invalid_grant');
  });

  it('has its tokens taken from the header only, and nothing read by another site’s script', async () => {
    const { json } = await redeem(await freshCode());
    const token = json.access_token ?? '';
    const proof = () => dpop.proof('GET', `${app.issuer}/userinfo`, token);
    const inAddress = await fetch(`${app.issuer}/userinfo?access_token=${token}`, { headers: { DPoP: await proof() } });
    expect([inAddress.status, await inAddress.json()]).toMatchObject([400, { error: 'invalid_request' }]);
    const headers = { origin: 'https://elsewhere.example' };
    const asked = await fetch(`${app.issuer}/authorize`, { headers, redirect: 'manual' });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each<[string, Record<string, string>, string]>([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }, 'PKCE'],
    ['with PKCE of the plain kind', { code_challenge_method: 'plain' }, 'code_challenge_method'],
    ['without a redirect address', { redirect_uri: '' }, 'redirect_uri'],
    ['for a token in the address', { response_type: 'code token' }, 'not allowed'],
  ])('is refused %s', async (_name, changes, why) => {
    const { status, json } = await push(changes);
    expect(status).toBe(400);
    expect(json.error_description).toContain(why);
  });

  it.each<[string, JWTPayload]>([
    ['for the token endpoint', { aud: 'TOKEN' }],
    ['for the issuer among others', { aud: ['ISSUER'] }],
    ['from a clock that runs two minutes ahead', { iat: Math.floor(Date.now() / 1_000) + 120 }],
    ['not valid yet', { nbf: Math.floor(Date.now() / 1_000) + 120 }],
  ])('is refused with an assertion %s', async (_name, assertion) => {
    const text = JSON.stringify(assertion).replace('TOKEN', `${app.issuer}/token`).replace('ISSUER', app.issuer);
    expect((await push({}, { assertion: JSON.parse(text) })).json.error).toBe('invalid_client');
  });

  it('may have a clock that runs a few seconds ahead', async () => {
    const ahead = Math.floor(Date.now() / 1_000) + 8;
    expect((await push({}, { assertion: { iat: ahead, nbf: ahead } })).status).toBe(201);
  });

  it('is refused with an assertion by RS256, or by no key', async () => {
    const { privateKey: key } = await partnerKey('RS256');
    expect((await push({}, { by: { key, alg: 'RS256' } })).json.error).toBe('invalid_client');
    const [, claims] = (await signedAssertion(signer)).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const fields = { client_id: signer.clientId, ...wanted, client_assertion_type: type, client_assertion: none };
    expect((await post('/par', fields, { unauthenticated: true })).json.error).toBe('invalid_client');
  });

  it('gets no token without proof of a key, nor with somebody else’s', async () => {
    expect((await redeem(await freshCode(), { proof: 'none' })).json.error).toBe('invalid_dpop_proof');
    const bound = await push({}, { proof: await dpop.proof('POST', `${app.issuer}/par`) });
    const { left } = await open({ request_uri: bound.json.request_uri ?? '' });
    const other = async () => (await dpopKey()).proof('POST', `${app.issuer}/token`);
    const redeemed = await redeem(left?.searchParams.get('code') ?? '', { proof: await other() });
    expect(redeemed.json.error).toBe('invalid_grant');
    const named = await freshCode({ dpop_jkt: await calculateJwkThumbprint(dpop.jwk) });
    expect((await redeem(named, { proof: await other() })).json.error).toBe('invalid_grant');
  });

  it('uses the partner API by proof of its key', async () => {
    const { json } = await post('/token', { grant_type: 'client_credentials', scope: 'verifications' });
    const [address, token = ''] = [`${app.issuer}/partner/v1/reasons`, json.access_token];
    const status = async (authorization: string, DPoP: string) =>
      (await fetch(address, { headers: { authorization, DPoP } })).status;
    const proof = await dpop.proof('GET', address, token);
    expect(await status(`DPoP ${token}`, proof)).toBe(200);
    expect(await status(`DPoP ${token}`, proof)).toBe(401);
    expect(await status(`Bearer ${token}`, await dpop.proof('GET', address, token))).toBe(401);
    expect(await status(`DPoP ${token}`, await (await dpopKey()).proof('GET', address, token))).toBe(401);
  });

  it('has codes that live a minute, whatever others have', () => {
    const lives = lifetimes(600)?.AuthorizationCode as (ctx: unknown, code: unknown, client: object) => number;
    expect(lives(undefined, undefined, { profile: 'fapi2' })).toBe(60);
    expect(lives(undefined, undefined, {})).toBe(600);
  });

  it('keeps its refresh token when it uses it', async () => {
    const { json } = await redeem(await freshCode());
    const refresh = () => post('/token', { grant_type: 'refresh_token', refresh_token: json.refresh_token ?? '' });
    expect((await refresh()).json.refresh_token).toBe(json.refresh_token);
    const { status, json: again } = await refresh();
    expect(status).toBe(200);
    expect(decodeJwt(again.access_token ?? '').cnf).toBeDefined();
  });
});
