import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import express from 'express';
import type { StaffRole } from '../../domain/casework/staff-roles.js';
import { createPayloadCodec } from '../../platform/temporal/payload-codec.js';
import type { Store } from '../../store/database.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { type HistoryCodecOptions, historyCodec } from './history-codec.js';

const uiOrigin = 'https://temporal.example';
const token = 'a token of thirty-two characters';
const codec = createPayloadCodec(new Uint8Array(randomBytes(32)));
const secret = { name: 'Aneirin Secretname' };
let store: Store;
let drop: () => Promise<void>;
let sealed: { metadata: Record<string, string>; data: string };
const servers: Server[] = [];
let url: string;

beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  const [payload] = await codec.encode([defaultPayloadConverter.toPayload(secret) ?? {}]);
  const encoding = Buffer.from(payload?.metadata?.encoding ?? '').toString('base64');
  sealed = { metadata: { encoding }, data: Buffer.from(payload?.data ?? []).toString('base64') };
});
beforeEach(async () => {
  await store.tools.db.collection('audit').deleteMany({});
  url = await serve({ codec, uiOrigin, token });
});
afterAll(async () => {
  for (const server of servers) server.close();
  await drop();
});

async function serve(options: HistoryCodecOptions): Promise<string> {
  const server = express()
    .use(historyCodec(store, false, options))
    .listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/casework/codec`;
}

const ask = (headers: Record<string, string>, body: unknown = { payloads: [sealed] }, to = url) =>
  fetch(`${to}/decode`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-namespace': 'default', ...headers },
    body: JSON.stringify(body),
  });
const opened = async (response: Response) => {
  const { payloads } = (await response.json()) as { payloads: { data: string }[] };
  return payloads.map(({ data }) => Buffer.from(data, 'base64').toString());
};
const signedIn = async (...roles: StaffRole[]) => {
  const session = { checkerId: `staff-${roles.join()}`, name: 'Someone', roles };
  return `surety_staff=${await store.staffSessions.begin(session, new Date())}`;
};
const audited = () => store.tools.db.collection('audit').find().toArray();

describe('Temporal’s UI', () => {
  test('has histories opened for a member of staff who may, and it stands in the audit', async () => {
    const response = await ask({ origin: uiOrigin, cookie: await signedIn('admin') });
    expect(await opened(response)).toEqual([JSON.stringify(secret)]);
    expect(response.headers.get('access-control-allow-origin')).toBe(uiOrigin);
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await audited()).toMatchObject([
      { actor: { kind: 'checker', id: 'staff-admin' }, action: 'histories.opened', details: { payloads: 1 } },
    ]);
  });

  test.each([
    ['without signing in', async () => ({ origin: uiOrigin })],
    ['for staff of another role', async () => ({ origin: uiOrigin, cookie: await signedIn('senior', 'support') })],
    ['on another origin', async () => ({ origin: 'https://evil.example', cookie: await signedIn('admin') })],
    ['that hides where it is', async () => ({ cookie: await signedIn('admin') })],
    ['by a token that is not the one', async () => ({ authorization: `Bearer ${token}x` })],
  ])('is refused %s, and nothing is recorded', async (_what, headers) => {
    const response = await ask(await headers());
    expect([response.status, await response.text()]).toEqual([403, '']);
    expect(response.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
    expect(await audited()).toEqual([]);
  });

  test('may ask from its own origin only, as browsers find out first', async () => {
    const preflight = (origin: string) => fetch(`${url}/decode`, { method: 'OPTIONS', headers: { origin } });
    const allowed = await preflight(uiOrigin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('x-namespace');
    const other = await preflight('https://evil.example');
    expect([...other.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('A program with the token', () => {
  const authorization = `Bearer ${token}`;

  test('has payloads opened; what cannot be opened comes back as it was', async () => {
    const plain = { metadata: { encoding: Buffer.from('json/plain').toString('base64') }, data: 'e30=' };
    const broken = { ...sealed, data: sealed.data.replace(/^.{8}/, 'AAAAAAAA') };
    const response = await ask({ authorization }, { payloads: [sealed, plain, broken] });
    const { payloads } = (await response.json()) as { payloads: unknown[] };
    expect(payloads.slice(1)).toEqual([plain, broken]);
    expect(await audited()).toMatchObject([{ actor: { kind: 'system', id: 'codec-token' }, details: { payloads: 3 } }]);
  });

  test('has nothing sealed, and is told so of what is no request', async () => {
    const encode = await fetch(`${url}/encode`, { method: 'POST', headers: { authorization } });
    expect(encode.status).toBe(404);
    for (const body of [{}, { payloads: 'x' }, { payloads: [{ data: '<>' }] }]) {
      expect((await ask({ authorization }, body)).status).toBe(400);
    }
  });

  test('has to wait when it asks too often', async () => {
    const answers = await Promise.all(Array.from({ length: 310 }, () => ask({ authorization }, {})));
    const statuses = answers.map(({ status }) => status);
    expect(
      [statuses.filter((one) => one === 400), statuses.filter((one) => one === 429)].map(({ length }) => length),
    ).toEqual([300, 10]);
  });
});

test('Without a setting that says who, nobody may', async () => {
  const off = await serve({ codec });
  const everything = { origin: uiOrigin, authorization: 'Bearer undefined', cookie: await signedIn('admin') };
  expect((await ask(everything, undefined, off)).status).toBe(404);
});
