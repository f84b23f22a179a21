import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startWatchedMongo } from './watched-mongo.mjs';

const dataDir = mkdtempSync(join(tmpdir(), 'surety-watched-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('A development database that no longer answers is started again with what it held', async () => {
  const database = await startWatchedMongo({ dataDir, patienceMs: 1_500 });
  const client = new MongoClient(database.uri);
  const rows = client.db('kept').collection<{ _id: number }>('rows');
  try {
    await rows.insertOne({ _id: 1 }, { writeConcern: { w: 1, j: true } });
    const stopped = database.pid();

    process.kill(stopped, 'SIGSTOP');

    while (database.pid() === stopped) await setTimeout(100);
    expect(await rows.countDocuments({})).toBe(1);
  } finally {
    await client.close();
    await database.kill();
  }
});
