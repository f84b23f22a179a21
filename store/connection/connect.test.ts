import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, MongoClient } from 'mongodb';
import { freePort } from '../../dev/servers/ports.mjs';
import { isOutage } from '../../platform/outage.js';
import { startTcpProxy, type TcpProxy } from '../../test/support/product/tcp-proxy.js';
import { connect } from './connect.js';

type Row = { _id: number; bytes?: Uint8Array };

const name = `silence-${randomBytes(6).toString('hex')}`;
let proxy: TcpProxy;
let client: MongoClient;
let rows: Collection<Row>;
beforeAll(async () => {
  const uri = new URL(process.env.MONGODB_URI ?? '');
  const port = await freePort();
  proxy = await startTcpProxy(port, Number(uri.port));
  uri.port = String(port);
  // Once: tried again, everything takes twice as long.
  for (const again of ['retryReads', 'retryWrites']) uri.searchParams.set(again, 'false');
  client = await connect(uri.href, { answerWithinMs: 1_000 });
  rows = client.db(name).collection<Row>('rows');
});
afterAll(async () => {
  await client.db(name).dropDatabase();
  await client.close();
  await proxy.close();
});

describe('A connection on which nothing comes back', () => {
  test('ends all that waits for it as an outage, and everything goes on when it is mended', async () => {
    let out = 0;
    client.on('connectionCheckedOut', () => out++).on('connectionCheckedIn', () => out--);
    // A connection for each: making a new one is another wait.
    await Promise.all([1, 2, 3].map((_id) => rows.insertOne({ _id })));

    proxy.silence();
    const ends = await Promise.allSettled([
      rows.findOne({ _id: 1 }),
      rows.insertOne({ _id: 4 }),
      // More than the sockets hold: it is still being written when it is given up.
      rows.insertOne({ _id: 5, bytes: new Uint8Array(12 * 1024 * 1024) }),
    ]);
    expect(ends.map((end) => end.status === 'rejected' && isOutage(end.reason))).toEqual([true, true, true]);
    expect(out).toBe(0);

    proxy.mend();
    for (let tries = 0; tries < 20; tries++) if (await rows.findOne({ _id: 1 }).catch(() => undefined)) return;
    throw new Error('nothing goes on');
  });
});
