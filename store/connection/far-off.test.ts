import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';
import { takeLease } from '../migrations/lease.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop());

const hour = 3_600_000;
const now = new Date();
const fast = new Date(now.getTime() + 3 * hour);

describe('What a process whose clock was three hours fast has put, and left', () => {
  test('is a message that the next sender gets hold of, unless it is another’s by a clock that is nearly right', async () => {
    const message = { key: 'left', channel: 'email', to: 'a@example.com', template: 'email-code', params: {} } as const;
    await store.messages.putClaimed({ ...message, language: 'en' }, 'fast', fast, 12_000);
    expect(await store.messages.claimMessage('left', 'right', now, 12_000)).toMatchObject({ key: 'left', again: true });
    const soon = new Date(now.getTime() - 6_000);
    expect(await store.messages.claimMessage('left', 'slow', soon, 12_000)).toEqual({ busyMs: 18_000 });
  });

  test('is an event that is handed over now', async () => {
    const rows = store.tools.db.collection<{ _id: string; due: Date }>('webhook_deliveries');
    await rows.insertOne({ _id: 'left', due: fast });
    expect(await store.webhookDeliveries.takeDue(now)).toMatchObject({ _id: 'left' });
    expect(await store.webhookDeliveries.takeDue(now)).toBeNull();
  });

  test('is a lease that does not keep others from migrating', async () => {
    const rows = store.tools.db.collection<{ _id: string; until: Date }>('migration_lease');
    await rows.updateOne({ _id: 'migrations' }, { $set: { until: fast } }, { upsert: true });
    const lease = await takeLease(store.tools.db);
    expect(lease).toBeDefined();
    expect(await takeLease(store.tools.db)).toBeUndefined();
    await lease?.giveBack();
  });

  test('is a wrong password that keeps nobody out for longer than it should', async () => {
    const guesser = { at: 'account', key: 'somebody' } as const;
    for (let wrong = 0; wrong < 12; wrong++) await store.guesses.countWrong([guesser], fast);
    const wait = await store.guesses.waitOf([guesser], fast);
    expect(await store.guesses.waitOf([guesser], now)).toBe(wait);
  });
});
