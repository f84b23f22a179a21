import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { NotifyClient } from 'notifications-node-client';
import { testSecrets } from '../../test/support/test-secrets.js';
import { type DevServer, startDevServer } from '../server.js';
import { templates } from './templates.js';

const secrets = await testSecrets();
let server: DevServer;
let client: NotifyClient;
/** What Surety was told, and how it answers next. */
const receipts: { path: string | undefined; bearer: string | undefined; body: Record<string, unknown> }[] = [];
const answers: number[] = [];
const surety = createServer(async (req, res) => {
  let body = '';
  for await (const chunk of req) body += chunk;
  receipts.push({ path: req.url, bearer: req.headers.authorization, body: JSON.parse(body) });
  res.writeHead(answers.shift() ?? 204).end();
});

beforeAll(async () => {
  surety.listen(0, 'localhost');
  await once(surety, 'listening');
  const issuer = `http://localhost:${(surety.address() as AddressInfo).port}`;
  server = await startDevServer({ port: 0, mailPort: 0, issuer, secrets, receiptRetryMs: 20 });
  client = new NotifyClient(`${server.url}/notify`, `key-${secrets.notifyServiceId}-${secrets.notifySecret}`);
});
afterAll(async () => {
  await server.close();
  surety.closeAllConnections();
  surety.close();
});
beforeEach(() => {
  server.inbox.clear();
  server.faults.clear();
});

const sms = (to: string, reference: string = randomUUID(), personalisation: object = { body: 'Your code is 123456' }) =>
  client.sendSms(templates.sms.id, to, { personalisation, reference } as never);
const receiptsOf = (reference: string) => receipts.filter(({ body }) => body.reference === reference);
/** Waits for the receipts of a message. */
const told = async (reference: string, times = 1) => {
  while (receiptsOf(reference).length < times) await new Promise((resolve) => setTimeout(resolve, 10));
  return receiptsOf(reference);
};
const reason = async (work: Promise<unknown>) => {
  const error = (await work.then(
    () => undefined,
    (caught) => caught,
  )) as { response?: { status: number; data: { errors: { error: string; message: string }[] } } };
  return [error?.response?.status, error?.response?.data.errors[0]?.error, error?.response?.data.errors[0]?.message];
};

test('a text message arrives in the inbox, and a receipt tells of it with the bearer token', async () => {
  const { data } = await sms('07700 900411', 'ref-1');
  expect(data.content.body).toBe('Your code is 123456');
  expect(server.inbox.list('07700900411')).toMatchObject([
    { kind: 'sms', reference: 'ref-1', text: 'Your code is 123456' },
  ]);
  const [receipt] = await told('ref-1');
  expect(receipt).toMatchObject({
    path: '/notify/receipts',
    bearer: `Bearer ${secrets.notifyCallbackToken}`,
    body: { id: data.id, reference: 'ref-1', status: 'delivered', notification_type: 'sms' },
  });
  expect((await client.getNotificationById(data.id)).data.status).toBe('delivered');
});

test('a message can be found again by its reference', async () => {
  await sms('07700900411', 'ref-again');
  const { data } = await client.getNotifications(undefined, undefined, 'ref-again');
  expect(data.notifications).toHaveLength(1);
});

test.each([
  ['07700900002', 'permanent-failure'],
  ['07700900003', 'temporary-failure'],
])('delivery to %s ends as %s', async (to, status) => {
  await sms(to, status);
  const [receipt] = await told(status);
  expect(receipt?.body.status).toBe(status);
});

test('a receipt is told again after 503, and not after 400', async () => {
  answers.push(503, 503, 400);
  await sms('07700900411', 'told-again');
  await told('told-again', 3);
  // By the time that a later message is told of, a fourth try would have come.
  await sms('07700900411', 'later');
  await told('later');
  expect(receiptsOf('told-again')).toHaveLength(3);
});

test('a wrong number, a wrong template and a missing value are refused in the words of Notify', async () => {
  expect(await reason(sms('123'))).toEqual([400, 'ValidationError', 'phone_number Not enough digits']);
  expect(await reason(sms('07700900411', 'r', {}))).toEqual([400, 'BadRequestError', 'Missing personalisation: body']);
  expect(await reason(client.sendSms(randomUUID(), '07700900411', {}))).toEqual([
    400,
    'BadRequestError',
    'Template not found',
  ]);
  expect(server.inbox.list()).toEqual([]);
});

test('an email shows its subject, and a letter its address', async () => {
  await client.sendEmail(templates.email.id, 'ann@example.org', {
    personalisation: { subject: 'Hello', body: 'Text' },
  } as never);
  await client.sendLetter(templates.letter.id, {
    personalisation: {
      subject: 'S',
      body: 'B',
      address_line_1: 'Ann',
      address_line_2: '1 Road',
      address_line_3: 'LS1 4AP',
    },
  } as never);
  expect(server.inbox.list().map(({ kind, to }) => [kind, to])).toEqual([
    ['letter', 'Ann, 1 Road, LS1 4AP'],
    ['email', 'ann@example.org'],
  ]);
});

test('a foreign key, an old token and none at all are refused', async () => {
  const foreign = new NotifyClient(`${server.url}/notify`, `key-${secrets.notifyServiceId}-${randomUUID()}`);
  expect((await reason(foreign.sendSms(templates.sms.id, '07700900411', {})))[2]).toBe(
    'Invalid token: API key not found',
  );
  const unknown = new NotifyClient(`${server.url}/notify`, `key-${randomUUID()}-${secrets.notifySecret}`);
  expect((await reason(unknown.sendSms(templates.sms.id, '07700900411', {})))[2]).toBe(
    'Invalid token: service not found',
  );
  const old = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(secrets.notifyServiceId)
    .setIssuedAt(Math.floor(Date.now() / 1000) - 60)
    .sign(new TextEncoder().encode(secrets.notifySecret));
  const post = (headers: Record<string, string>) =>
    fetch(`${server.url}/notify/v2/notifications/sms`, { method: 'POST', headers });
  const answer = await post({ Authorization: `Bearer ${old}` });
  expect([answer.status, JSON.stringify(await answer.json())]).toEqual([
    403,
    expect.stringContaining('within 30 seconds'),
  ]);
  expect((await post({})).status).toBe(401);
});

test('told to be too busy, it answers 429 and sends nothing', async () => {
  server.faults.add({ target: 'notify', status: 429, count: 1 });
  expect((await reason(sms('07700900411'))).slice(0, 2)).toEqual([429, 'RateLimitError']);
  expect(server.inbox.list()).toEqual([]);
});
