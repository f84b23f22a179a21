import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startMongo } from './mongo.mjs';

const dataDir = mkdtempSync(join(tmpdir(), 'surety-mongo-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('what was written outlives the sudden death of the database', async () => {
  const first = await startMongo({ dataDir });
  const client = await new MongoClient(first.uri).connect();
  await client
    .db('d')
    .collection('things')
    .insertOne({ name: 'kept' }, { writeConcern: { w: 1, j: true } });
  await client.close();
  await first.kill();
  expect(first.running()).toBe(false);

  const second = await startMongo({ dataDir, port: first.port });
  const again = await new MongoClient(second.uri).connect();
  expect(
    await again
      .db('d')
      .collection('things')
      .findOne({}, { projection: { _id: 0 } }),
  ).toEqual({ name: 'kept' });
  await again.close();
  await second.kill();
});
