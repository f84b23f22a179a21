import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { callsRoutes } from '../../dev/calls/routes.js';
import { Faults } from '../../dev/faults/faults.js';
import { Inbox } from '../../dev/inbox/inbox.js';
import { callsTransport } from './calls.js';

const faults = new Faults();
const inbox = new Inbox();
let server: Server;
let url = '';
beforeAll(async () => {
  const app = express().use('/calls', callsRoutes({ account: 'AC1', token: 'secret', inbox, faults }));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/calls`;
});
afterAll(() => void server?.close());

const call = (to: string, token = 'secret') =>
  callsTransport({ url, account: 'AC1', token, from: '+441134960000' }).send({
    ...{ key: 'code-1', to, language: 'en', text: 'It is: 1, 2 & 3 <now>' },
  });

describe('A call', () => {
  test('is spoken as it was written, and known by the provider’s id', async () => {
    const sent = await call('+441134960123');
    expect(sent).toEqual({ outcome: 'sent', providerId: expect.stringMatching(/^CA[\da-f]{32}$/) });
    expect(inbox.list('+441134960123')[0]).toMatchObject({ kind: 'call', text: 'It is: 1, 2 &amp; 3 &lt;now&gt;' });
  });

  test('to a number that is none bounces', async () => {
    for (const to of ['+15005550001', '12']) expect(await call(to)).toMatchObject({ outcome: 'bounced' });
  });

  test('is tried again after a wrong token, too many calls, an outage or a cut line', async () => {
    await expect(call('+441134960124', 'wrong')).rejects.toMatchObject({
      type: 'calls_forbidden',
      nonRetryable: false,
    });
    for (const [fault, type] of [
      [{ status: 429 }, 'calls_busy'],
      [{ status: 503 }, 'calls_down'],
      [{ drop: true }, 'calls_down'],
    ] as const) {
      faults.add({ target: 'calls', count: 1, ...fault });
      await expect(call('+441134960124')).rejects.toMatchObject({ type, nonRetryable: false });
    }
    faults.add({ target: 'calls', count: 1, status: 400 });
    await expect(call('+441134960124')).rejects.toMatchObject({ type: 'calls_refused', nonRetryable: true });
  });
});
