import { hour as hourLength } from '../../domain/clock.js';
import { guardHours, learntHours } from '../../domain/insight/drop-off/baseline.js';
import { type HourNumber, hourNumber } from '../../domain/insight/drop-off/counts.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Step } from '../../domain/journey/steps.js';
import { forPartners, stepForPartners } from '../../domain/partners/verification-status.js';
import type { Store } from '../../store/database.js';

/** One step, or one reason at a step, of one partner: an hour at each place. */
export interface SeriesHistory {
  partnerId: string;
  step: Step;
  reason?: Reason;
  entered: Float64Array;
  counted: Float64Array;
  what: 'left' | 'met';
}

/** Hours that are read: what is learnt from, what is watched, and the day that has begun. */
export const hoursRead = learntHours + guardHours + 24;
/** So many people must have come in these hours; of fewer nothing can be said. */
const leastPeople = 30;

/** How a partner’s journeys went in the hours before `hour`, step by step and reason by reason, from the roll-ups alone. */
export async function historyOf(
  { rollUps }: Pick<Store, 'rollUps'>,
  partnerId: string,
  hour: HourNumber,
  hours: number,
): Promise<SeriesHistory[]> {
  const first = hour - hours;
  const period = { from: new Date(first * hourLength), to: new Date(hour * hourLength), partner: partnerId };
  const people = new Map<Step, Float64Array>();
  const series = new Map<string, SeriesHistory>();
  const zeros = () => new Float64Array(hours);
  for (const { hour: at, kind, count, ...found } of await rollUps.stepCounts(period)) {
    // What the watch finds, partners are told.
    const step = stepForPartners(found.step);
    const reason = found.reason && forPartners(found.reason);
    const place = hourNumber(at.getTime()) - first;
    const entered = people.get(step) ?? zeros();
    people.set(step, entered);
    if (kind === 'entered') {
      entered[place] = (entered[place] ?? 0) + count;
      continue;
    }
    if (kind === 'reason' && !reason) continue;
    const key = kind === 'left' ? step : `${step} ${reason}`;
    const one = series.get(key) ?? {
      ...{ partnerId, step, entered, counted: zeros(), what: kind === 'left' ? ('left' as const) : ('met' as const) },
      ...(kind === 'reason' && reason && { reason }),
    };
    series.set(key, one);
    one.counted[place] = (one.counted[place] ?? 0) + count;
  }
  return [...series.values()].filter(({ entered }) => entered.reduce((sum, count) => sum + count, 0) >= leastPeople);
}
