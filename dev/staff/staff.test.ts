import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { testSecrets } from '../../test/support/test-secrets.js';
import { type DevServer, startDevServer } from '../server.js';

const secrets = await testSecrets();
const surety = 'http://localhost:1';
const redirect_uri = `${surety}/casework/sign-in/callback`;
const verifier = openid.randomPKCECodeVerifier();
let server: DevServer;
let client: openid.Configuration;

beforeAll(async () => {
  server = await startDevServer({ port: 0, mailPort: 0, issuer: surety, secrets });
  const options = { execute: [openid.allowInsecureRequests] };
  const secret = openid.ClientSecretBasic(secrets.staffClientSecret);
  client = await openid.discovery(new URL(`${server.url}/staff`), 'surety', undefined, secret, options);
});
afterAll(() => server.close());

const request = async (more: Record<string, string> = {}) => {
  const code_challenge = await openid.calculatePKCECodeChallenge(verifier);
  const base = {
    redirect_uri,
    scope: 'openid profile',
    state: 's',
    nonce: 'n',
    code_challenge,
    code_challenge_method: 'S256',
  };
  return openid.buildAuthorizationUrl(client, { ...base, ...more });
};

/** Presses a button of the page: the address that the browser is sent back to. */
const choose = async (member: string, more?: Record<string, string>) => {
  const { searchParams, origin, pathname } = await request(more);
  const body = new URLSearchParams([...searchParams, ['member', member]]);
  const answer = await fetch(origin + pathname, { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('Location') ?? 'http://none');
};

const finish = (callback: URL, pkceCodeVerifier = verifier) =>
  openid.authorizationCodeGrant(client, callback, { expectedState: 's', expectedNonce: 'n', pkceCodeVerifier });

test('a chosen member of staff signs in with their roles', async () => {
  const tokens = await finish(await choose('senior-sol'));
  expect(tokens.claims()).toMatchObject({ sub: 'senior-sol', name: 'Senior Sol', roles: ['checker', 'senior'] });
});

test('a code is good once', async () => {
  const callback = await choose('checker-ada');
  await finish(callback);
  await expect(finish(callback)).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('a code without its verifier is worth nothing', async () => {
  await expect(finish(await choose('checker-ada'), openid.randomPKCECodeVerifier())).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('a client with another secret gets no token', async () => {
  const callback = await choose('checker-ada');
  const server = client.serverMetadata();
  const stranger = new openid.Configuration(server, 'surety', undefined, openid.ClientSecretPost('wrong'));
  openid.allowInsecureRequests(stranger);
  await expect(
    openid.authorizationCodeGrant(stranger, callback, {
      expectedState: 's',
      expectedNonce: 'n',
      pkceCodeVerifier: verifier,
    }),
  ).rejects.toThrow();
});

test('whoever cancels goes back without a code', async () => {
  expect((await choose('')).searchParams.get('error')).toBe('access_denied');
});

test('a foreign address is not redirected to', async () => {
  const address = await request({ redirect_uri: 'https://elsewhere.example/' });
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(400);
  expect((await choose('checker-ada', { redirect_uri: 'https://elsewhere.example/' })).hostname).toBe('none');
});
