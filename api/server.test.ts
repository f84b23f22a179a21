import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signingKeys } from '../platform/keys/signing-keys.js';
import { createLog } from '../platform/log/log.js';
import { connectTemporal, type Temporal } from '../platform/temporal/client.js';
import type { Store } from '../store/database.js';
import { rsaKey } from '../test/support/partners/rsa-key.js';
import { openTestStore } from '../test/support/store/open-test-store.js';
import { createActivity } from './activity/activity.js';
import { createAdmission } from './admission/admission.js';
import { measurePressure } from './admission/pressure.js';
import { createServer } from './server.js';

let store: Store;
let drop: () => Promise<void>;
let temporal: Temporal;
let server: Server;
let url: string;
const lines: string[] = [];

beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  const log = createLog({ level: 'info', process: 'test', destination: { write: (line) => void lines.push(line) } });
  // Nothing listens there: the server must do without.
  temporal = connectTemporal({
    temporalAddress: '127.0.0.1:1',
    temporalNamespace: 'default',
    temporalTls: false,
    temporalApiKey: undefined,
    payloadKey: [new Uint8Array(32)],
  });
  const app = createServer({
    url: 'https://surety.example',
    store,
    temporal: temporal.client,
    log,
    keys: signingKeys([{ ...(await rsaKey()), kid: 'a' }]),
    cookieKeys: [new Uint8Array(randomBytes(32))],
    notifyCallbackToken: 'a token of Notify',
    environment: 'live',
    activity: createActivity(store, log),
    admission: createAdmission(measurePressure()),
    ui: {
      pages: {
        signOut: async () => 'sign out',
        signedOut: async () => 'signed out',
        refused: async () => 'refused',
        unavailable: async () => 'unavailable',
        waiting: async () => 'waiting',
      },
      mount: (express) => {
        express.get('/fails', () => {
          throw new Error('with a name: Anna Exempli');
        });
      },
    },
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await temporal.close();
  await drop();
});

describe('the server', () => {
  it('is ready in part while Temporal is down', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'degraded', store: 'up', temporal: 'down' });
  });

  it('answers with headers that keep browsers careful', async () => {
    const { headers } = await fetch(`${url}/jwks`);
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{22}$/);
  });

  it('marks its cookies as its own and secure', async () => {
    const query = new URLSearchParams({
      client_id: 'surety',
      response_type: 'none',
      scope: 'openid',
      redirect_uri: 'https://surety.example/signed-in',
      state: 's',
      nonce: 'n',
    });
    const answer = await fetch(`${url}/authorize?${query}`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toMatch(/^\/interaction\/[\w-]+$/);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/^__Secure-.*; samesite=lax; secure; httponly/i);
  });

  it('says nothing of an unexpected error, and logs it without its words', async () => {
    const answer = await fetch(`${url}/fails`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: 'internal' });
    expect(lines.join('')).toContain('request failed');
    expect(lines.join('')).not.toContain('Exempli');
  });

  it('logs routes, never addresses', async () => {
    await fetch(`${url}/partner/v1/verifications/AAAAAAAAAAAAAAAAAAAAAA?reference=personal`);
    await fetch(`${url}/userinfo?access_token=secret`);
    expect(lines.join('')).toContain('"/userinfo"');
    expect(lines.join('')).not.toMatch(/personal|AAAAAAAA|secret/);
  });
});

describe('delivery receipts', () => {
  const key = 'code-1';
  const post = (body: unknown, authorization = 'Bearer a token of Notify', type = 'application/json') =>
    fetch(`${url}/notify/receipts`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('record what became of a message', async () => {
    const message = { key, channel: 'sms', to: '+447700900123', template: 'code', params: {}, language: 'en' } as const;
    await store.messages.putMessage(message);
    await store.messages.markSent(key, 'n1', new Date());
    expect((await post({ reference: key, status: 'sending' })).status).toBe(204);
    expect(await store.messages.statusOf(key)).toBe('sent');
    expect((await post({ reference: key, status: 'permanent-failure', to: '+447700900123' })).status).toBe(204);
    expect(await store.messages.statusOf(key)).toBe('bounced');
    expect((await post({ reference: key, status: 'delivered' })).status).toBe(204);
    expect(await store.messages.statusOf(key)).toBe('bounced');
  });

  it('are taken from Notify only, and only as receipts', async () => {
    expect((await post({ reference: key, status: 'delivered' }, 'Bearer guess')).status).toBe(401);
    expect((await post({ reference: key, status: 'delivered' }, '')).status).toBe(401);
    expect((await post({ reference: key, status: 'flying' })).status).toBe(400);
    expect((await post({ status: 'delivered' })).status).toBe(400);
    expect((await post('{')).status).toBe(400);
    expect((await post('x'.repeat(200_000))).status).toBe(413);
    expect((await post({ reference: 'unknown', status: 'delivered' })).status).toBe(204);
  });
});
