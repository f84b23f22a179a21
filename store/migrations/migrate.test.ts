import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';
import { migrations as all } from './all.js';
import { LeaseLost, takeLease } from './lease.js';
import { ledger, type Recorded } from './ledger.js';
import { migrate } from './migrate.js';
import type { Migration } from './migration.js';
import { SchemaTooNew } from './standing.js';

let store: Store;
beforeAll(async () => {
  ({ store } = await openTestStore());
});
// Not given back to other tests, since it does not say any more what it has.
afterAll(() => store.close());
const collection = (name: string) => store.tools.db.collection<{ _id: string; old?: boolean; runs?: number }>(name);
beforeEach(async () => {
  for (const name of ['migrations', 'migration_indexes', 'migration_lease', 'things'])
    await collection(name).deleteMany({});
});

const none = async () => undefined;
const migration = (number: number, run: Migration['run'] = none, more: Partial<Migration> = {}): Migration => ({
  ...{ number, name: `number-${number}`, run },
  ...more,
});
const doing = (migrations: Migration[], leaseLasts?: number) =>
  migrate(store.tools, { migrations, indexes: [], release: '1', ...(leaseLasts ? { leaseLasts } : {}) });
const recorded = (): Promise<Recorded[]> => ledger(store.tools.db).all();

describe('Migrations', () => {
  test('run in their order, once, and what was done is recorded with the release that did it', async () => {
    const ran: number[] = [];
    const list = [1, 2, 3].map((number) => migration(number, async () => void ran.push(number)));
    expect(await doing(list.slice(0, 2))).toEqual([1, 2]);
    expect(await doing(list)).toEqual([3]);
    expect(await doing(list)).toEqual([]);
    expect(ran).toEqual([1, 2, 3]);
    expect(await recorded()).toMatchObject([
      { _id: 1, name: 'number-1', release: '1', doneAt: expect.any(Date) },
      { _id: 2 },
      { _id: 3 },
    ]);
  });

  test('run once where five processes begin at once; each returns only when all is done', async () => {
    let runs = 0;
    const list = [1, 2].map((number) =>
      migration(number, async () => {
        runs += 1;
        await sleep(20);
      }),
    );
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map(() => doing(list).then(async (ran) => ({ ran, at: await recorded() }))),
    );
    expect(runs).toBe(2);
    expect(results.flatMap(({ ran }) => ran)).toEqual([1, 2]);
    for (const { at } of results) expect(at.every(({ doneAt }) => doneAt)).toBe(true);
  });

  test('of a killed process are begun anew by the next; one that failed is tried again', async () => {
    const things = collection('things');
    await things.insertMany([1, 2, 3].map((n) => ({ _id: `${n}`, old: true, runs: 0 })));
    const change = (breakAfter: number): Migration =>
      migration(1, async () => {
        const rows = await things.find({ old: true }).sort({ _id: 1 }).toArray();
        for (const [index, { _id }] of rows.entries()) {
          if (index === breakAfter) throw new Error('killed');
          await things.updateOne({ _id, old: true }, { $unset: { old: '' }, $inc: { runs: 1 } });
        }
      });
    await expect(doing([change(2)])).rejects.toThrow('killed');
    expect(await recorded()).toMatchObject([{ _id: 1, begunAt: expect.any(Date) }]);
    expect((await recorded())[0]?.doneAt).toBeUndefined();
    // As a killed process leaves it: held, with nobody who shows signs of life.
    await collection('migration_lease').updateOne(
      { _id: 'migrations' },
      { $set: { until: new Date(Date.now() + 300) } as never },
    );
    expect(await doing([change(9)])).toEqual([1]);
    expect((await things.find().toArray()).map(({ runs, old }) => [runs, old])).toEqual(
      [1, 2, 3].map(() => [1, undefined]),
    );
  });

  test('cannot be recorded by who was taken over from while it stood still', async () => {
    const stopped = await takeLease(store.tools.db);
    if (!stopped) throw new Error('the lease is free');
    const book = ledger(store.tools.db);
    await book.begin(migration(1), stopped.token, '1', new Date());
    expect(await takeLease(store.tools.db)).toBeUndefined();
    await collection('migration_lease').updateOne({ _id: 'migrations' }, { $set: { until: new Date(0) } as never });
    const next = await takeLease(store.tools.db);
    await book.begin(migration(1), next?.token ?? 0, '2', new Date());
    await expect(stopped.held()).rejects.toThrow(LeaseLost);
    await expect(book.done(1, stopped.token, new Date())).rejects.toThrow(LeaseLost);
    await expect(book.begin(migration(1), stopped.token, '1', new Date())).rejects.toThrow(LeaseLost);
    await stopped.giveBack();
    await next?.held();
    await next?.giveBack();
  });

  test('that this version does not know stop it only where they break it, from their beginning on', async () => {
    await doing([migration(1), migration(2)]);
    expect(await doing([migration(1)])).toEqual([]);
    const failing = migration(3, () => Promise.reject(new Error('no')), { breaks: true });
    await expect(doing([migration(1), migration(2), failing])).rejects.toThrow('no');
    await expect(doing([migration(1)])).rejects.toThrow(SchemaTooNew);
    await expect(doing([migration(1)])).rejects.toThrow(
      /3 \(number-3\).*it knows those up to 1\. Start the version that made it/,
    );
  });

  test('are numbered without gaps', () => {
    expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));
  });
});

describe('A process', () => {
  const said: object[] = [];
  const log = { warn: (fields: object) => void said.push(fields) };

  test('waits for the migrations, and starts when they are done', async () => {
    said.length = 0;
    const waiting = store.schema.awaited(log as never);
    while (said.length === 0) await sleep(20);
    expect(await Promise.race([waiting.then(() => 'started'), sleep(50, 'waits')])).toBe('waits');
    expect(said).toEqual([{ migrations: all.map(({ number }) => number), indexes: expect.any(Number) }]);
    expect(await store.schema.migrate('2')).toEqual(all.map(({ number }) => number));
    await waiting;
  });

  test('does not start on a database that a later version changed for good, and says what to do', async () => {
    await store.schema.migrate();
    await ledger(store.tools.db).begin(migration(900), 1_000, '9', new Date());
    await store.schema.awaited(log as never);
    await ledger(store.tools.db).begin(migration(901, none, { breaks: true }), 1_000, '9', new Date());
    await expect(store.schema.awaited(log as never)).rejects.toThrow(/901 \(number-901\)/);
  });

  test('of a database of before there were migrations: rows stay, indexes that were replaced go, and what they forbade is allowed', async () => {
    const { db } = store.tools;
    for (const name of ['cases', 'audit']) await db.collection(name).deleteMany({});
    await db
      .collection('cases')
      .createIndex({ accountId: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await db.collection('audit').createIndex({ at: -1 });
    await db.collection('audit').insertOne({ _id: 'kept' as never, at: new Date() });
    const who = { accountId: 'a', accountEpoch: 0, journeyId: 'j' };
    const opening = { ...who, wanted: 'P9', level: 'P0', nonce: 'n', now: new Date() } as const;
    await store.cases.open({ ...opening, id: 'one' });
    await store.schema.migrate();
    await store.cases.open({ ...opening, id: 'two', recovery: 'face' });
    expect((await store.cases.idsOf('a')).sort()).toEqual(['one', 'two']);
    const names = (await db.collection('audit').indexes()).map(({ name }) => name);
    expect(names).not.toContain('at_-1');
    expect(names).toContain('accountId_1_at_1__id_1');
    expect(await db.collection('audit').countDocuments({ _id: 'kept' as never })).toBe(1);
  });
});
