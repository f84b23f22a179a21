import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { randomId } from '../../platform/random-id.js';
import type { Store } from '../../store/database.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { notifyReceipts } from './notify-receipts.js';

const token = randomId();
let store: Store;
let drop: () => Promise<void>;
let server: Server;

beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  server = createServer(express().use(notifyReceipts(store, token))).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  await new Promise((resolve) => server?.close(resolve));
  await drop?.();
});

async function receive(body: unknown, bearer = token): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/notify/receipts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.status;
}

async function sent(): Promise<string> {
  const key = `code-${randomId()}`;
  const message = {
    key,
    channel: 'sms',
    to: '+447700900001',
    template: 'sms-code',
    params: {},
    language: 'en',
  } as const;
  await store.messages.putMessage(message);
  await store.messages.markSent(key, 'n1', new Date());
  return key;
}

describe('delivery receipts', () => {
  test('tell what became of a message, once and for all', async () => {
    const key = await sent();
    expect(await receive({ reference: key, status: 'sending' })).toBe(204);
    expect(await store.messages.statusOf(key)).toBe('sent');
    expect(await receive({ reference: key, status: 'permanent-failure', to: '+447700900001' })).toBe(204);
    expect(await receive({ reference: key, status: 'permanent-failure' })).toBe(204);
    expect(await receive({ reference: key, status: 'delivered' })).toBe(204);
    expect(await store.messages.statusOf(key)).toBe('bounced');
  });

  test('without the token change nothing', async () => {
    const key = await sent();
    for (const bearer of ['', 'wrong', `${token}x`, token.slice(1)]) {
      expect(await receive({ reference: key, status: 'delivered' }, bearer)).toBe(401);
    }
    expect(await store.messages.statusOf(key)).toBe('sent');
  });

  test('that are mangled, or of messages that are not ours, change nothing', async () => {
    const key = await sent();
    for (const body of [
      null,
      [],
      {},
      { reference: { $gt: '' }, status: 'delivered' },
      { reference: key, status: 'odd' },
    ]) {
      expect(await receive(body)).toBe(400);
    }
    expect(await receive({ reference: 'another-service', status: 'delivered' })).toBe(204);
    expect(await store.messages.statusOf(key)).toBe('sent');
  });
});
