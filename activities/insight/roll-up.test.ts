import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { JourneyEvent } from '../../domain/insight/journey-event.js';
import type { Store } from '../../store/database.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { rollUp } from './roll-up.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop());
beforeEach(async () => {
  for (const name of ['journey_events', 'roll_ups', 'roll_up_hours'])
    await store.tools.db.collection(name).deleteMany({});
});

const start = new Date('2026-11-02T09:50:00Z');
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const now = at(300);
const about = { partner: 'gp', level: 'P9', device: 'phone', language: 'en', release: '1' } as const;

function event(
  subject: string,
  minutes: number,
  more: Pick<JourneyEvent, 'kind'> & Partial<JourneyEvent>,
): JourneyEvent {
  return { ...about, id: `${subject}.${more.kind}.${more.step ?? ''}`, subject, at: at(minutes), ...more };
}

const journey = [
  event('a', 0, { kind: 'landed' }),
  event('a', 0, { kind: 'entered', step: 'email' }),
  event('a', 1, { kind: 'started' }),
  event('a', 1, { kind: 'entered', step: 'password' }),
  event('a', 15, { kind: 'entered', step: 'details' }),
  event('a', 16, { kind: 'entered', step: 'details-no-match' }),
  event('a', 16, { kind: 'reason', step: 'details-no-match', reason: 'details_no_match' }),
  event('a', 200, { kind: 'again', step: 'details' }),
  event('a', 202, { kind: 'entered', step: 'document' }),
];

const record = (events: readonly JourneyEvent[]) => store.journeyEvents.record(events, now);
const run = () => rollUp(store, () => now);

async function figures() {
  const asked = { from: at(-600), to: at(600) };
  const rows = [
    ...(await store.rollUps.rows({ ...asked, span: 'hour' })),
    ...(await store.rollUps.rows({ ...asked, from: at(-1440), span: 'day' })),
  ];
  return rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
}

test('the figures of one journey are what happened, in the hours in which it happened', async () => {
  await record(journey);
  await run();
  const hours = await store.rollUps.figures({ span: 'hour', from: at(-60), to: at(600) }, ['hour', 'kind', 'step']);
  const count = (kind: string, step?: string) =>
    hours.filter((row) => row.kind === kind && row.step === step).map((row) => [row.hour?.getUTCHours(), row.count]);
  expect(count('landed')).toEqual([[9, 1]]);
  expect(count('entered', 'details')).toEqual([[10, 1]]);
  expect(count('left', 'details')).toEqual([[13, 1]]);
  expect(count('left', 'password')).toEqual([[10, 1]]);
  expect(count('left', 'document')).toEqual([]);
  expect(count('resumed', 'details')).toEqual([[13, 1]]);
  const [days] = await store.rollUps.durations(
    { span: 'day', from: at(-1440), to: at(600), kinds: ['left'], where: { step: 'details' } },
    ['step'],
  );
  // 187 minutes.
  expect(Object.entries(days?.durations ?? {})).toEqual([['38', 1]]);
});

test('running again, in pieces, in another order, or with what was there already, gives the same figures', async () => {
  await record(journey);
  await run();
  const once = await figures();
  await record(journey);
  await run();
  expect(await figures()).toEqual(once);
  await store.tools.db.collection('roll_ups').deleteMany({});
  await store.tools.db.collection('journey_events').deleteMany({});
  for (const one of journey.toReversed()) {
    await record([one]);
    await run();
  }
  expect(await figures()).toEqual(once);
});

test('a run that was killed anywhere is made good by the next', async () => {
  const short = journey.slice(0, 4);
  await record(short);
  await run();
  const whole = await figures();
  for (let step = 1; step < 40; step++) {
    for (const name of ['journey_events', 'roll_ups']) await store.tools.db.collection(name).deleteMany({});
    await record(short);
    const killed = await rollUp(dyingAt(store, step), () => now).then(
      () => false,
      () => true,
    );
    await run();
    expect(await figures()).toEqual(whole);
    if (!killed) return;
  }
  throw new Error('it never came through');
});

test('what comes late changes its own hour; what comes too late changes nothing', async () => {
  await record(journey);
  await run();
  await record([event('b', 0, { kind: 'landed' })]);
  await record([event('c', -50 * 1440, { kind: 'landed' })]);
  expect(await run()).toBe(1);
  const landed = await store.rollUps.figures({ span: 'hour', from: at(-60 * 1440), to: now, kinds: ['landed'] }, [
    'hour',
  ]);
  expect(landed.map(({ count }) => count)).toEqual([2]);
});

test('of two that add up at the same time one does', async () => {
  await record(journey);
  expect((await Promise.all([run(), run()])).filter((hours) => hours > 0)).toHaveLength(1);
});

test('the counts of steps by hour and partner say who came, got beyond, and met which reason', async () => {
  await record(journey);
  await run();
  const counts = await store.rollUps.stepCounts({ from: at(-60), to: now, partner: 'gp' });
  expect(counts).toContainEqual({
    hour: new Date('2026-11-02T10:00:00Z'),
    partner: 'gp',
    kind: 'reason',
    step: 'details-no-match',
    reason: 'details_no_match',
    count: 1,
  });
  expect(await store.rollUps.stepCounts({ from: at(-60), to: now, partner: 'other' })).toEqual([]);
});

/** The store, whose n-th operation fails, as where the process is killed before it. */
function dyingAt(of: Store, step: number): Store {
  let calls = 0;
  const dying = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function' || name === 'giveBack') return value;
        return (...args: unknown[]) => {
          if (++calls === step) throw new Error('killed');
          return value.apply(target, args);
        };
      },
    });
  const { journeyEvents, rollUps, rollUpWork } = of;
  return {
    ...of,
    journeyEvents: dying(journeyEvents),
    rollUps: dying(rollUps),
    rollUpWork: dying(rollUpWork),
  };
}
