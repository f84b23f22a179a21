import { day as dayLength } from '../../domain/clock.js';
import { derivedKinds, follows } from '../../domain/insight/follows.js';
import type { JourneyEvent } from '../../domain/insight/journey-event.js';
import { spanStart, Tally } from '../../domain/insight/roll-up.js';
import type { Store } from '../../store/database.js';

/** How many new events are looked at together. */
const batch = 2_000;

type RollUpStore = Pick<Store, 'journeyEvents' | 'rollUps' | 'rollUpWork'>;

/**
 * Adds up what is new: every hour in which something was recorded since, whole, from its events; and its day from its hours. So it makes no
 * difference how often it runs, in which order events came, or where an earlier run was killed. @returns how many hours were added up
 */
export async function rollUp(store: RollUpStore, now: () => Date, alive: () => void = () => {}): Promise<number> {
  const holder = await store.rollUpWork.take(now());
  if (!holder) return 0;
  const goesOn = () => {
    alive();
    return store.rollUpWork.keep(holder, now());
  };
  try {
    while ((await goesOn()) && (await takeIn(store)) === batch);
    let count = 0;
    const days = new Map<string, Date>();
    const hours = await store.rollUpWork.marked();
    for (const hour of hours) {
      if (!(await goesOn())) return count;
      await addUpHour(store, hour);
      count++;
      const day = spanStart(hour, 'day');
      days.set(day.toISOString(), day);
    }
    for (const day of days.values()) {
      if (!(await goesOn())) return count;
      await addUpDay(store, day);
    }
    for (const hour of hours) await store.rollUpWork.done(hour);
    return count;
  } finally {
    await store.rollUpWork.giveBack(holder);
  }
}

/** Marks the hours of new events, and of what follows from them. @returns how many were new */
async function takeIn({ journeyEvents, rollUpWork }: RollUpStore): Promise<number> {
  const fresh = await journeyEvents.pending(batch);
  if (fresh.length === 0) return 0;
  const all = await journeyEvents.ofSubjects([...new Set(fresh.map(({ subject }) => subject))]);
  const before = new Map(all.filter(({ kind }) => derivedKinds.includes(kind)).map((event) => [event.id, event]));
  const subjects = new Map<string, JourneyEvent[]>();
  for (const event of all) subjects.set(event.subject, [...(subjects.get(event.subject) ?? []), event]);
  const after = [...subjects.values()].flatMap(follows);
  const ids = new Set(after.map(({ id }) => id));
  const put = after.filter((event) => !isSame(event, before.get(event.id)));
  const gone = [...before.keys()].filter((id) => !ids.has(id));
  const replaced = [...put.map(({ id }) => id), ...gone].flatMap((id) => before.get(id) ?? []);
  // The hours first: they are added up whatever happens to this process from here on.
  await rollUpWork.mark([...fresh, ...put, ...replaced].map(({ at }) => spanStart(at, 'hour')));
  await journeyEvents.derive(put, gone);
  await journeyEvents.settle(fresh.map(({ id }) => id));
  return fresh.length;
}

function isSame(event: JourneyEvent, other: JourneyEvent | undefined): boolean {
  return other !== undefined && event.at.getTime() === other.at.getTime() && event.ms === other.ms;
}

async function addUpHour({ journeyEvents, rollUps }: RollUpStore, hour: Date): Promise<void> {
  const tally = new Tally(hour);
  for await (const event of journeyEvents.ofHour(hour)) tally.add(event);
  await rollUps.replace('hour', hour, tally.rows());
}

async function addUpDay({ rollUps }: RollUpStore, day: Date): Promise<void> {
  const tally = new Tally(day);
  const to = new Date(day.getTime() + dayLength);
  for (const row of await rollUps.rows({ span: 'hour', from: day, to })) tally.put({ ...row, span: 'day', hour: day });
  await rollUps.replace('day', day, tally.rows());
}
