import { day, hour as hourLength, minute } from '../../domain/clock.js';
import { type HourNumber, hourNumber } from '../../domain/insight/drop-off/counts.js';
import { watch } from '../../domain/insight/drop-off/watch.js';
import { followed, sizeOf } from '../../domain/insight/incident.js';
import type { Store } from '../../store/database.js';
import { changesAround } from './changes.js';
import { historyOf, hoursRead, type SeriesHistory } from './history.js';
import { type Watched, watchedSeries } from './watched-series.js';

export type LookStore = Pick<Store, 'audit' | 'dropOffRuns' | 'incidents' | 'releases' | 'rollUps'>;

/** An hour is looked at so long after its end: by then it has been added up. */
const settling = 10 * minute;
/** A live incident is compared with the past of when it was told, for so long at most. */
const longestLive = 30 * 24;

/**
 * Looks at the last whole hour, where it was not looked at yet: opens incidents and ends them. Whoever is killed in between begins anew: an incident that is there
 * already is not opened twice, and one that was ended is not ended again.
 */
export async function lookForSpikes(store: LookStore, now: Date): Promise<void> {
  const hour = hourNumber(now.getTime() - settling);
  if (((await store.dropOffRuns.last())?.hour ?? 0) >= hour) return;
  const period = { span: 'day', from: new Date(now.getTime() - 32 * day), to: now } as const;
  const partners = await store.rollUps.values('partner', period);
  const loaded: Awaited<ReturnType<typeof load>>[] = [];
  for (const partnerId of partners) {
    loaded.push(await load(store, partnerId, hour));
  }
  const typical = typicalRates(loaded.flatMap(({ histories }) => histories));
  const all = loaded.flatMap(({ histories, incidents, first }) =>
    watchedSeries(histories, incidents, { first, hour, typical }),
  );
  const { spikes, over } = watch(all, partners.length, hour);
  // An incident is over with the last of its rises.
  const going = new Set(all.flatMap(({ incident }, place) => (incident && !over.includes(place) ? incident._id : [])));
  const ended = new Set(over.flatMap((place) => all[place]?.incident?._id ?? []));
  for (const id of ended) {
    if (!going.has(id)) await store.incidents.end(id, { by: 'watch', at: new Date(hour * hourLength) });
  }
  // Steps stand before their reasons: that people are lost comes before what they met.
  for (const { place, score } of spikes.sort((a, b) => a.place - b.place)) {
    const one = all[place];
    if (one) await open(store, one, { window: score.window, hour, now });
  }
  await store.dropOffRuns.note({ hour, at: now, series: all.length });
}

async function load({ incidents, rollUps }: LookStore, partnerId: string, hour: HourNumber) {
  const known = await incidents.watched(partnerId, new Date((hour - hoursRead) * hourLength));
  const live = known
    .filter(({ state }) => state === 'live')
    .map(({ openedAt }) => hour - hourNumber(openedAt.getTime()));
  const hours = hoursRead + Math.min(longestLive, Math.max(0, ...live));
  return { incidents: known, histories: await historyOf({ rollUps }, partnerId, hour, hours), first: hour - hours };
}

async function open(
  store: LookStore,
  { history: { partnerId, step, reason } }: Watched,
  { window, hour, now }: { window: Parameters<typeof sizeOf>[0]; hour: HourNumber; now: Date },
): Promise<void> {
  const since = new Date((hour - window.hours) * hourLength);
  const changes = followed(await changesAround(store, partnerId, since, now), since, now);
  const spike = { partnerId, step, ...(reason && { reason }), since, size: sizeOf(window), followed: changes };
  await store.incidents.see(spike, now);
}

/** The share of all partners’ people who are lost at a step, or meet a reason there: what a series without a past is compared with. */
function typicalRates(histories: readonly SeriesHistory[]): (of: SeriesHistory) => number {
  const sums = new Map<string, { entered: number; hit: number }>();
  const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
  const keyOf = ({ step, reason }: SeriesHistory) => `${step} ${reason ?? ''}`;
  for (const history of histories) {
    const before = sums.get(keyOf(history)) ?? { entered: 0, hit: 0 };
    const [entered, counted] = [sum(history.entered), sum(history.counted)];
    const hit = history.what === 'left' ? Math.max(0, entered - counted) : Math.min(entered, counted);
    sums.set(keyOf(history), { entered: before.entered + entered, hit: before.hit + hit });
  }
  return (of) => {
    const { entered, hit } = sums.get(keyOf(of)) ?? { entered: 0, hit: 0 };
    return hit / Math.max(1, entered);
  };
}
