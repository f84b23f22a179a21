import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import * as client from 'openid-client';
import type { SigningAlgorithm } from '../../../domain/partners/signing-algorithms.js';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { type Signer, signedAssertion, signedRequest } from '../../../test/support/partners/signed-request.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let signer: Signer;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey('ES256');
  const { _id } = await app.addPartner(jwk, { assertionAlg: 'ES256', signedRequests: true });
  signer = { clientId: _id, issuer: app.issuer, key: privateKey, alg: 'ES256' };
});
afterAll(() => app.close());
beforeEach(async () => {
  app.behaviour.accountId = await app.addAccount();
});

const wanted = {
  response_type: 'code',
  redirect_uri: 'https://partner.example/callback',
  scope: 'openid',
  vtr: '["P0.Cp.Cd"]',
  state: 'a-state',
  nonce: 'a-nonce',
};

async function send(query: Record<string, string>) {
  const parameters = new URLSearchParams({ client_id: signer.clientId, ...query });
  const { left, response } = await new CookieBrowser(app.issuer).open(`/authorize?${parameters}`);
  return left?.searchParams ?? new URLSearchParams({ error: response.headers.get('x-refused') ?? '' });
}

const sendSigned = async (changes: JWTPayload = {}, by: Partial<Signer> = {}) =>
  send({ request: await signedRequest({ ...signer, ...by }, { ...wanted, ...changes }) });

describe('a signed request', () => {
  it('is what counts, whatever stands beside it', async () => {
    const request = await signedRequest(signer, wanted);
    const answer = await send({
      request,
      scope: 'openid email',
      redirect_uri: 'https://evil.example/',
      state: 'other',
    });
    expect(answer.get('code')).toBeTruthy();
    expect(answer.get('state')).toBe('a-state');
  });

  it('must be sent by a partner registered so', async () => {
    expect((await send(wanted)).get('error')).toBe('invalid_request');
  });

  it.each<[string, () => Promise<URLSearchParams>]>([
    ['by another key', async () => sendSigned({}, { key: (await partnerKey('ES256')).privateKey })],
    [
      'by an algorithm not registered',
      async () => {
        const { privateKey: key } = await partnerKey('PS256');
        return sendSigned({}, { key, alg: 'PS256' });
      },
    ],
    ['for somebody else', () => sendSigned({ aud: 'https://other.example' })],
    ['by somebody else', () => sendSigned({ iss: 'other' })],
    ['that is over', () => sendSigned({ exp: 1 })],
    ['without an end', () => sendSigned({ exp: undefined as never })],
    ['that lives for a day', () => sendSigned({ exp: Math.floor(Date.now() / 1_000) + 86_400 })],
    ['not signed at all', () => send({ request: `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(wanted))}.` })],
  ])('%s is refused', async (_name, request) => {
    expect((await request()).get('error')).toBe('invalid_request_object');
  });

  it('keeps the rules that other requests keep', async () => {
    expect((await sendSigned({ scope: 'openid everything' })).get('error')).toBe('invalid_scope');
    expect((await sendSigned({ vtr: '["P7.Cp"]' })).get('error_description')).toBe('vtr not valid');
    expect((await sendSigned({ nonce: undefined as never })).get('error')).toBe('invalid_request');
  });

  it('may be pushed', async () => {
    const body = new URLSearchParams({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signedAssertion(signer),
      request: await signedRequest(signer, wanted),
    });
    const pushed = await fetch(`${app.issuer}/par`, { method: 'POST', body });
    expect(pushed.status).toBe(201);
    const { request_uri } = (await pushed.json()) as { request_uri: string };
    expect((await send({ request_uri })).get('code')).toBeTruthy();
  });
});

describe('a partner that signs, and is signed for,', () => {
  it.each<SigningAlgorithm>(['RS512', 'RS256', 'PS256', 'ES256'])('by %s signs in', async (alg) => {
    const { privateKey, jwk } = await partnerKey(alg);
    const partner = await app.addPartner(jwk, { assertionAlg: alg, idTokenAlg: alg });
    const party = await RelyingParty.discover(app.issuer, partner, privateKey, 'partner-key', alg);
    const { tokens, claims } = await party.signIn(new CookieBrowser(app.issuer));
    const [idToken, accessToken, apiToken] = [tokens.id_token, tokens.access_token, await party.apiToken()];
    const algOf = (token = '') => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).alg;
    expect([idToken, accessToken, apiToken].map(algOf)).toEqual([alg, alg, alg]);
    expect(await party.userinfo(tokens.access_token, String(claims.sub))).toMatchObject({ sub: claims.sub });
    const reasons = await fetch(`${app.issuer}/partner/v1/reasons`, {
      headers: { authorization: `Bearer ${apiToken}` },
    });
    expect(reasons.status).toBe(200);
    await expect(client.tokenRevocation(party.config, tokens.access_token)).resolves.toBeUndefined();
    await expect(party.userinfo(tokens.access_token, String(claims.sub))).rejects.toThrow();
  });
});
