import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuthorizationResponseError } from 'openid-client';
import { testSecrets } from '../../test/support/test-secrets.js';
import { type DevServer, startDevServer } from '../server.js';
import { explain } from './errors.js';
import { riverside } from './who.js';

const issuer = 'http://localhost:1';
let server: DevServer;
beforeAll(async () => {
  server = await startDevServer({ port: 0, mailPort: 0, issuer, secrets: await testSecrets() });
});
afterAll(() => server.close());

const open = async (path: string) => {
  const answer = await fetch(server.url + path, { redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('Location'), text: await answer.text() };
};

describe('the demo partner', () => {
  test('shows a way on when Surety cannot be reached', async () => {
    const { status, text } = await open('/login?level=P9');
    expect(status).toBe(502);
    expect(text).toContain('Try again with Surety');
    expect(text).toContain('href="/"');
  });

  test.each([
    `/initiate?iss=https://elsewhere.example`,
    '/initiate',
    `/initiate?iss=${issuer}&target_link_uri=https://elsewhere.example/`,
  ])('does not begin a sign-in for a stranger: %s', async (path) => {
    expect(await open(path)).toMatchObject({ status: 303, location: '/' });
  });

  test.each(['/callback?code=stolen&state=unknown', '/signed-in', '/logout'])(
    'leads home whoever opens %s without a sign-in of their own',
    async (path) => {
      expect(await open(path)).toMatchObject({ status: 303, location: '/' });
    },
  );
});

test.each([
  ['verification_pending', 'Your identity is not confirmed yet'],
  ['verification_failed', 'Your identity could not be confirmed'],
  ['user_cancelled', 'You have not signed in'],
  ['something_new', 'Sign-in did not work'],
])('access_denied with %s is put into words', (error_description, title) => {
  const cause = new URLSearchParams({ error: 'access_denied', error_description });
  const explained = explain(new AuthorizationResponseError('refused', { cause }), riverside);
  expect(explained).toMatchObject({ title, wire: `access_denied: ${error_description}` });
});
