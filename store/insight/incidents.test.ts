import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { day } from '../../domain/clock.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';
import type { Spike } from './incidents.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
}, 60_000);
afterAll(() => drop?.());

const now = new Date();
const size = { hours: 3, entered: 100, hit: 30, before: 0.1, now: 0.3, low: 0.2, high: 0.4 };
const spike = (partnerId: string, reason?: Spike['reason']): Spike => ({
  ...{ partnerId, step: 'document' as const, ...(reason && { reason }) },
  ...{ since: now, size, followed: [] },
});
const ofPartner = (partnerId: string) => store.incidents.ofPartner(partnerId, 10);

test('What several watches and a partner see of one fault at once is one incident, told once', async () => {
  for (const partnerId of ['crowd-1', 'crowd-2', 'crowd-3']) {
    const seen = [undefined, 'photo_glare', 'photo_blurred', undefined, 'photo_glare'] as const;
    const report = { id: `${partnerId}-report`, by: 'ann', text: 'Nobody gets on' };
    await Promise.all([
      ...seen.map((reason) => store.incidents.see(spike(partnerId, reason), now)),
      store.incidents.report({ partnerId, step: 'document' }, report, now),
    ]);
    const [incident, ...others] = await ofPartner(partnerId);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ state: 'live', size, toTell: ['opened'] });
    expect(incident?.reports).toHaveLength(1);
    const reasons = [incident, ...(incident?.also ?? [])].map((rise) => rise?.reason ?? 'none');
    expect(reasons.sort()).toEqual(['none', 'photo_blurred', 'photo_glare']);
  }
});

test('What rises more than a day later, or after the end, is an incident by itself', async () => {
  const after = (time: number) => new Date(now.getTime() + time);
  await store.incidents.see(spike('later'), now);
  await store.incidents.see(spike('later', 'photo_glare'), after(day));
  await store.incidents.see(spike('later', 'photo_blurred'), after(day + 1));
  const [second, first, ...others] = await ofPartner('later');
  expect(others).toEqual([]);
  expect([first?.also, second?.also?.map(({ reason }) => reason)]).toEqual([undefined, ['photo_blurred']]);
  await store.incidents.end(second?._id ?? '', { by: 'watch', at: after(2 * day) });
  await store.incidents.see(spike('later', 'photo_glare'), after(2 * day));
  expect(await ofPartner('later')).toHaveLength(3);
});
