import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestStore } from '../test/support/store/open-test-store.js';
import type { Store } from './database.js';
import { environmentMark } from './environment-mark.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop());

test('A database belongs to the environment that came first, and turns the other one away by the name of its setting', async () => {
  const { db, keysDb } = store.tools;
  const now = new Date();
  const both = await Promise.allSettled([
    store.environment.keepTo('sandbox', 'worker', now),
    store.environment.keepTo('sandbox', 'api', now),
  ]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  await expect(store.environment.keepTo('live', 'checks', now)).rejects.toMatchObject({
    process: 'checks',
    problems: [{ setting: 'MONGODB_DATABASE' }, { setting: 'KEYS_MONGODB_DATABASE' }],
  });
  const mine = db.client.db(`${db.databaseName}_live`);
  const halfMoved = environmentMark({ db: mine, keysDb }).keepTo('live', 'api', now);
  await expect(halfMoved).rejects.toMatchObject({ problems: [{ setting: 'KEYS_MONGODB_DATABASE' }] });
  await mine.dropDatabase();
  await store.environment.keepTo('sandbox', 'api', now);
});
