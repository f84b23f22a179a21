import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testSecrets } from '../../test/support/test-secrets.js';
import { type DevServer, startDevServer } from '../server.js';
import { explain } from './problems.js';
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
    expect(status).toBe(503);
    expect(text).toContain('Try again with Surety');
    expect(text).toContain('href="/"');
  });

  test.each(['?iss=https://elsewhere.example', ''])('does not begin a sign-in for a stranger: %s', async (query) => {
    expect(await open(`/surety/initiate${query}`)).toMatchObject({ status: 303, location: '/' });
  });

  test.each(['/signed-in', '/surety/sign-out'])(
    'leads home whoever opens %s without a sign-in of their own',
    async (path) => {
      expect(await open(path)).toMatchObject({ status: 303, location: '/' });
    },
  );

  test('says what to do when an answer is nobody’s', async () => {
    const { status, text } = await open('/pharmacy/surety/callback?code=stolen&state=unknown');
    expect(status).toBe(200);
    expect(text).toContain('This sign-in is over');
    expect(text).toContain('href="/pharmacy/surety/sign-in?return_to=%2Fpharmacy%2F"');
  });
});

test.each([
  ['verification_pending', 'Your identity is not confirmed yet'],
  ['verification_failed', 'Your identity could not be confirmed'],
  ['user_cancelled', 'You have not signed in'],
  ['request_refused', 'Sign-in did not work'],
] as const)('%s is put into words', (code, title) => {
  expect(explain({ code }, riverside)).toMatchObject({ title });
});
