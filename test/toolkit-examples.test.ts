import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { transform } from 'esbuild';
import type { Express } from 'express';
import { decodeJwt, exportJWK } from 'jose';
import { Webhook } from 'standardwebhooks';
import { projectRoot } from '../platform/root.js';
import type { Surety, SuretyHandlers } from '../sdk/index.js';
import { examplePerson, type ProviderApp, raise, startProviderApp } from './support/apps/provider-app.js';
import { packedSdk } from './support/partners/packed-sdk.js';
import { partnerKey } from './support/partners/relying-party.js';
import { Visitor } from './support/partners/sdk-partner.js';
import { toolkitExamples } from './support/partners/toolkit-examples.js';
import { CookieBrowser } from './support/people/cookie-browser.js';

/** What the examples export. */
type Examples = {
  portal: { server: Server; portal: object };
  'fetch-style': { answer: (request: Request) => Promise<Response> };
  'app-sign-in': { appServer: Express };
  'own-note': { handlers: SuretyHandlers };
  fapi: { strict: Surety };
  refresh: { nhsNumber: (request: Request) => Promise<string | undefined> };
  'own-problem-page': { handlers: { handle: (request: Request) => Promise<Response | undefined> } };
  status: { follow: (reference: string, tell: (line: string) => void, signal?: AbortSignal) => Promise<void> };
  webhooks: { receiver: (req: object, res: object) => void; told: string[] };
};

const secret = `whsec_${randomBytes(24).toString('base64')}`;
const examples = toolkitExamples('ts');
let app: ProviderApp;
let folder: string;
let url: string;
let people = 0;

async function example<Name extends keyof Examples>(name: Name): Promise<Examples[Name]> {
  return (await import(join(folder, `${name}.js`))) as Examples[Name];
}

beforeAll(async () => {
  app = await startProviderApp();
  mkdirSync(join(await packedSdk(), 'partners'), { recursive: true });
  folder = mkdtempSync(join(await packedSdk(), 'partners', 'p'));
  // A port that is free now: the examples listen at the address they are told.
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  url = `http://localhost:${(probe.address() as AddressInfo).port}`;
  await new Promise((resolve) => probe.close(resolve));
  const { privateKey, jwk } = await partnerKey();
  const partner = await app.addPartner(jwk, {
    redirectUris: [`${url}/surety/callback`],
    postLogoutRedirectUris: [`${url}/surety/signed-out`],
    returnAddresses: [`${url}/verified`],
    scopes: ['openid', 'email', 'profile', 'client_metadata', 'verifications'],
    refreshTokens: true,
  });
  const key = { ...(await exportJWK(privateKey)), kid: 'partner-key', alg: 'RS512' };
  writeFileSync(join(folder, 'private-key.json'), JSON.stringify(key));
  Object.assign(process.env, { PORTAL_URL: url, SURETY_URL: app.issuer, CLIENT_ID: partner._id });
  Object.assign(process.env, { COOKIE_SECRET: randomBytes(32).toString('hex'), WEBHOOK_SECRETS: secret });
  for (const [file, text] of examples) {
    writeFileSync(join(folder, file), text);
    const { code } = await transform(text, { loader: 'ts', format: 'esm', target: 'node20' });
    writeFileSync(join(folder, file.replace('.ts', '.js')), code);
  }
});
afterAll(async () => {
  (await example('portal')).server.close();
  rmSync(folder, { recursive: true, force: true });
  await app.close();
});
beforeEach(async () => {
  const accountId = await app.addAccount();
  const person = { ...examplePerson, nhsNumber: `90000${String(++people).padStart(5, '0')}` };
  Object.assign(app.behaviour, { accountId, prove: () => raise(app.store, accountId, 'P5', person) });
});

const visitor = () => new Visitor(url, app.issuer);

/** What a browser would send after an answer. */
const cookiesOf = (answer: Response | undefined) =>
  (answer?.headers.getSetCookie() ?? []).map((line) => line.split(';')[0]).join('; ');

const cookieOf = ({ here }: Visitor) =>
  here
    .cookies()
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');

describe('The examples of the guide', () => {
  test('are right for the compiler', () => {
    const compilerOptions = {
      noEmit: true,
      strict: true,
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'dom'],
      types: ['node'],
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: true }, files: [...examples.keys()] }),
    );
    const { stdout } = spawnSync(
      process.execPath,
      [join(projectRoot, 'node_modules/typescript/bin/tsc'), '-p', folder],
      { encoding: 'utf8' },
    );
    expect(stdout).toBe('');
  });

  test('quick start: signs a person in, and tells verified from claimed', async () => {
    await example('portal');
    const anna = visitor();
    const { response } = await anna.open('/surety/sign-in?return_to=/me');
    expect(await response.json()).toMatchObject({
      level: 'P5',
      claims: { family_name: 'Exempli' },
      verified: ['email'],
    });
    expect(await (await anna.here.request('/')).text()).toContain('Continue with Surety');
  });

  test('without Express: leads to Surety, and answers who is signed in', async () => {
    const anna = visitor();
    await anna.open('/surety/sign-in?return_to=/');
    const { answer } = await example('fetch-style');
    const strange = await answer(new Request(`${url}/hello`));
    expect([strange.status, strange.headers.get('location')]).toEqual([
      303,
      expect.stringContaining(`${app.issuer}/authorize`),
    ]);
    const cookie = cookieOf(anna);
    expect(await (await answer(new Request(`${url}/hello`, { headers: { cookie } }))).json()).toEqual({
      hello: 'Exempli',
    });
  });

  test('step up: goes from P0 to P9 for the page that needs it; fresh proof asks how long ago', async () => {
    await import(join(folder, 'step-up.js'));
    await import(join(folder, 'fresh-proof.js'));
    const anna = visitor();
    expect(await (await anna.open('/appointments')).response.json()).toHaveProperty('for');
    app.behaviour.prove = () =>
      raise(app.store, app.behaviour.accountId, 'P9', { ...examplePerson, nhsNumber: '9100000000' });
    expect(await (await anna.open('/record')).response.json()).toEqual({ of: '9100000000', level: 'P9' });
    const { left } = await anna.here.open('/change-address');
    expect(left?.searchParams.get('max_age')).toBe('300');
  });

  test('verified claims: asks for them by name; your own note: is kept, and told at the next sign-in', async () => {
    await import(join(folder, 'verified-claims.js'));
    app.behaviour.prove = () =>
      raise(app.store, app.behaviour.accountId, 'P9', { ...examplePerson, nhsNumber: '9100000019' });
    const anna = visitor();
    const { left } = await anna.here.open('/prove');
    expect(left?.searchParams.get('claims')).toContain('"family_name":null');
    const { handlers } = await example('own-note');
    const notes: (string | undefined)[] = [];
    for (let times = 0; times < 2; times++) {
      const wanted = { level: 'P0', scope: 'openid client_metadata' } as const;
      const begun = await handlers.signIn(new Request(url), wanted);
      const back = await anna.there.open(begun.headers.get('location') ?? '');
      const done = await handlers.handle(new Request(back.left ?? url, { headers: { cookie: cookiesOf(begun) } }));
      const session = await handlers.session(new Request(url, { headers: { cookie: cookiesOf(done) } }));
      notes.push(session?.claims.client_user_metadata);
    }
    expect(notes).toEqual([undefined, expect.stringMatching(/^[\w-]{43}$/)]);
  });

  test('refresh tokens: brings fresh claims, as long as the person is signed in', async () => {
    const { portal } = await example('portal');
    expect(portal).toBeDefined();
    const anna = visitor();
    await anna.open('/surety/sign-in?return_to=/');
    const { nhsNumber } = await example('refresh');
    const request = () => new Request(url, { headers: { cookie: cookieOf(anna) } });
    expect(await nhsNumber(request())).toMatch(/^90000/);
    await app.store.oidc.endSessions(app.behaviour.accountId);
    expect(await nhsNumber(request())).toBeUndefined();
  });

  test('FAPI 2.0: pushes its requests', async () => {
    const { address } = await (await example('fapi')).strict.begin();
    expect([...address.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  });

  test('apps: gives the session to the app that began, and to no other', async () => {
    const server = createServer((await example('app-sign-in')).appServer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const browser = new CookieBrowser(at);
    const codeFor = async () => {
      const { left } = await browser.open(`/app/sign-in?challenge=${challenge}`);
      const back = await visitor().there.open(left?.href ?? '');
      const done = await browser.open(`${back.left?.pathname}${back.left?.search}`);
      expect(done.left?.pathname).toBe('/app/back');
      return done.left?.searchParams.get('code');
    };
    const session = async (body: object) => {
      const headers = { 'content-type': 'application/json' };
      return fetch(`${at}/app/session`, { method: 'POST', headers, body: JSON.stringify(body) });
    };
    expect((await session({ code: await codeFor(), verifier: 'another app’s' })).status).toBe(403);
    const code = await codeFor();
    expect(await (await session({ code, verifier })).json()).toEqual({ signedInAs: app.behaviour.accountId });
    expect((await session({ code, verifier })).status).toBe(403);
    server.close();
  });

  test('single sign-on: takes the proof along, signed, for a minute', async () => {
    await import(join(folder, 'sso.js'));
    const anna = visitor();
    await anna.open('/surety/sign-in');
    const { left } = await anna.here.open('/pharmacy');
    const { exp = 0, iat = 0, ...claims } = decodeJwt(left?.searchParams.get('asserted_login_identity') ?? '');
    expect(exp - iat).toBe(60);
    expect(claims).toMatchObject({ iss: process.env.CLIENT_ID, code: expect.any(String), jti: expect.any(String) });
    expect((await anna.here.open('/account')).left?.pathname).toBe('/account');
  });

  test('errors: says in its own words that somebody may carry on', async () => {
    app.behaviour.prove = async () => {};
    const { handlers } = await example('own-problem-page');
    const begun = await handlers.handle(new Request(`${url}/surety/sign-in?level=P9`));
    const { left } = await visitor().there.open(begun?.headers.get('location') ?? '');
    const answer = await handlers.handle(new Request(left ?? url, { headers: { cookie: cookiesOf(begun) } }));
    expect(await answer?.text()).toContain('You can carry on at any time.');
  });

  test('verification API: makes one, and tells how it stands', async () => {
    const lines: string[] = [];
    const enough = new AbortController();
    const { follow } = await example('status');
    const tell = (line: string) => lines.push(line) === 2 && enough.abort(new Error('enough'));
    await expect(follow('patient-4711', tell, enough.signal)).rejects.toThrow('enough');
    expect(lines).toEqual([expect.stringContaining(`${app.issuer}/start/`), 'created']);
  });

  test('webhooks: takes what is signed, and nothing else', async () => {
    const { receiver, told } = await example('webhooks');
    const server = createServer(receiver).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const body = JSON.stringify({ type: 'verification.verified', data: { id: 'v', state: 'verified' } });
    const now = new Date();
    const send = (signature: string) =>
      fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/surety/webhooks`, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': 'application/json',
          'webhook-id': 'e1',
          'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
          'webhook-signature': signature,
        },
      });
    expect((await send(new Webhook(secret).sign('e1', now, body))).status).toBe(204);
    expect((await send(new Webhook(secret).sign('e2', now, body))).status).toBe(400);
    expect(told).toEqual(['e1 verification.verified v verified']);
    server.close();
  });
});
