import { expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { registry } from '../../platform/metrics/metrics.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { watchBacklogs } from './watch-backlogs.js';

/** Temporal as it is seen when it does not answer. */
const away = {
  options: { namespace: 'default' },
  connection: { withDeadline: () => Promise.reject(new Error('away')) },
} as unknown as Client;

/** The series that are told, by name. */
async function told(name: string): Promise<number[]> {
  const text = await registry.getSingleMetricAsString(name);
  return text.split('\n').flatMap((line) => (line.startsWith(`${name}{`) ? [Number(line.split(' ').at(-1))] : []));
}

test('what waits is told while Temporal is away; what cannot be measured any more is not told as it once was', async () => {
  const { store, drop } = await openTestStore();
  await store.signOuts.note([{ _id: 'sid', partnerId: 'p', accountId: 'a' }], new Date(Date.now() - 60_000));
  await watchBacklogs({ store, temporal: away })();
  expect((await told('surety_outbox_waiting')).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(Math.max(...(await told('surety_outbox_oldest_seconds')))).toBeGreaterThanOrEqual(60);
  expect(await told('surety_task_queue_waiting')).toEqual([]);

  await drop();
  await watchBacklogs({ store, temporal: away })();
  expect(await told('surety_outbox_waiting')).toEqual([]);
  expect(await told('surety_reviews_waiting')).toEqual([]);
});

test('who asks again soon makes no more work', async () => {
  const { store, drop } = await openTestStore();
  let measured = 0;
  const measure = (now: Date) => {
    measured += 1;
    return store.backlogs.measure(now);
  };
  const counting = { ...store, backlogs: { measure } };
  const refresh = watchBacklogs({ store: counting, temporal: away });
  await Promise.all([refresh(), refresh()]);
  await refresh();
  expect(measured).toBe(1);
  await drop();
});
