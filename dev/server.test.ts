import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { testSecrets } from '../test/support/test-secrets.js';
import { type DevServer, startDevServer } from './server.js';

let server: DevServer;
const secrets = await testSecrets();

beforeAll(async () => {
  server = await startDevServer({ port: 0, mailPort: 0, issuer: 'http://localhost:1', secrets, pdsRate: 1000 });
});
afterAll(() => server.close());
beforeEach(() => {
  server.faults.clear();
  server.inbox.clear();
});

const send = (to: string, more = {}) =>
  createTransport({ url: server.smtpUrl, connectionTimeout: 2000, socketTimeout: 1500 } as never).sendMail({
    from: 'a@surety.example',
    to,
    subject: 'Your code',
    text: 'It is 123456',
    messageId: `<${randomUUID()}@surety.example>`,
    ...more,
  });
const inbox = async (to = '') =>
  (await (await fetch(`${server.url}/inbox.json?to=${encodeURIComponent(to)}`)).json()) as {
    subject: string;
    to: string;
    text: string;
    reference: string;
  }[];
const fail = (fault: object) =>
  fetch(`${server.url}/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fault),
  });

describe('the inbox', () => {
  test('shows mail newest first, filtered by recipient whatever the case', async () => {
    await send('ann@example.org', { subject: 'First' });
    await send('ben@example.org', { subject: 'Second' });
    await send('ann@example.org', { subject: 'Third' });
    expect((await inbox('ANN@example.org')).map(({ subject }) => subject)).toEqual(['Third', 'First']);
    expect(await inbox()).toHaveLength(3);
  });

  test('shows a hostile message as text, not as markup', async () => {
    await send('ann@example.org', { subject: '<script>alert(1)</script>', text: '"><img src=x onerror=alert(1)>' });
    const [message] = server.inbox.list();
    const list = await (await fetch(`${server.url}/inbox`)).text();
    const page = await (await fetch(`${server.url}/inbox/${message?.id}`)).text();
    for (const text of [list, page]) expect(text).not.toMatch(/<script|<img/);
    expect(list).toContain('&lt;script&gt;');
  });

  test('can be emptied for one recipient', async () => {
    await send('ann@example.org');
    await send('ben@example.org');
    await fetch(`${server.url}/inbox?to=ann@example.org`, { method: 'DELETE' });
    expect((await inbox()).map(({ to }) => to)).toEqual(['ben@example.org']);
  });

  test('answers a page, not an error, for a message that is gone', async () => {
    expect((await fetch(`${server.url}/inbox/none`)).status).toBe(404);
  });
});

describe('the mail server', () => {
  test('refuses mail to a mailbox that does not exist', async () => {
    await expect(send('nobody@bounce.example')).rejects.toMatchObject({ responseCode: 550 });
  });

  test('refuses for a while when told to, then accepts', async () => {
    await fail({ target: 'smtp', status: 421, count: 1 });
    await expect(send('ann@example.org')).rejects.toMatchObject({ responseCode: 421 });
    await send('ann@example.org');
    expect(await inbox()).toHaveLength(1);
  });

  test('goes on when a sender is killed in the middle of a mail, of which nothing arrives', async () => {
    const { port, hostname } = new URL(server.smtpUrl);
    const socket = createConnection(Number(port), hostname);
    const told = ['EHLO a', 'MAIL FROM:<a@example.org>', 'RCPT TO:<half@example.org>', 'DATA'];
    for (const line of told) {
      await once(socket, 'data');
      socket.write(`${line}\r\n`);
    }
    await once(socket, 'data');
    socket.write('Subject: half a mail\r\n\r\nThis is');
    await sleep(50);
    socket.destroy();
    await sleep(100);
    expect(server.inbox.list('half@example.org')).toEqual([]);
    await send('whole@example.org');
    expect(server.inbox.list('whole@example.org')).toHaveLength(1);
  });

  test('can accept a mail and never say so: the copy then carries the same Message-ID', async () => {
    await fail({ target: 'smtp', drop: true, count: 1 });
    const messageId = '<same@surety.example>';
    await expect(send('ann@example.org', { messageId })).rejects.toThrow();
    await send('ann@example.org', { messageId });
    expect((await inbox()).map(({ reference }) => reference)).toEqual([messageId, messageId]);
  });
});

describe('faults', () => {
  test.each([[{}], [{ target: 'nobody' }], [{ target: 'pds', status: 200 }], [{ target: 'pds', extra: 1 }]])(
    'refuses %j',
    async (fault) => {
      expect((await fail(fault)).status).toBe(400);
      expect(server.faults.list).toEqual([]);
    },
  );

  test('make a simulator answer with a status and Retry-After as often as told, and can be taken back', async () => {
    await fail({ target: 'staff', status: 503, retryAfter: 7, count: 2 });
    const address = `${server.url}/staff/.well-known/openid-configuration`;
    const first = await fetch(address);
    expect([first.status, first.headers.get('Retry-After')]).toEqual([503, '7']);
    expect((await fetch(address)).status).toBe(503);
    expect((await fetch(address)).status).toBe(200);
    await fail({ target: 'staff', status: 500 });
    await fetch(`${server.url}/faults`, { method: 'DELETE' });
    expect((await fetch(address)).status).toBe(200);
  });

  test('can leave a caller without an answer', async () => {
    await fail({ target: 'staff', timeout: true, count: 1 });
    const signal = AbortSignal.timeout(200);
    await expect(fetch(`${server.url}/staff/jwks`, { signal })).rejects.toThrow();
  });
});

test.each(['/', '/simulators', '/inbox', '/status'])('the page %s has one heading and no script', async (path) => {
  const text = await (await fetch(server.url + path)).text();
  expect(text.match(/<h1>/g)).toHaveLength(1);
  expect(text).not.toMatch(/<script/i);
});
