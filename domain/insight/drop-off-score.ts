import type { Baseline } from './drop-off-baseline.js';
import type { HourlyCounts, HourNumber } from './drop-off-counts.js';
import { hoursOfDay, weekdayOf } from './drop-off-counts.js';
import { upperTail } from './drop-off-tail.js';

/** How a series does now, beside its past. */
export interface Score {
  /** How likely something at least as bad is where nothing is wrong, all windows together: small is bad. */
  chance: number;
  /** The window that shows it best. */
  window: Window;
}

/** The last hours of a series, together. */
export interface Window {
  hours: number;
  entered: number;
  hit: number;
  /** How many would have been lost at the rates of the past. */
  expected: number;
}

/** Windows end now. Each has its share of the chance of a false alarm: short ones more, since they tell early. */
const windows: readonly { hours: number; share: number }[] = [
  { hours: 1, share: 0.12 },
  { hours: 2, share: 0.12 },
  { hours: 3, share: 0.14 },
  { hours: 4, share: 0.08 },
  { hours: 6, share: 0.1 },
  { hours: 9, share: 0.08 },
  { hours: 12, share: 0.1 },
  { hours: 18, share: 0.08 },
  { hours: 24, share: 0.1 },
  { hours: 48, share: 0.04 },
  { hours: 72, share: 0.04 },
];
export const longestWindow = 72;

/** What is less is nothing to wake anybody for: points of the people who came, and people. */
const [leastRise, leastHit] = [0.05, 4];
/** Below so many standard deviations there is no need to sum a tail: nothing is found there. */
const worthSumming = 2;

/**
 * Compares the hours before `end` with the past. The windows’ chances are combined by their weighted harmonic mean
 * (Wilson 2019), which holds however much they overlap.
 * @param end the place in `counts` after the last hour
 * @param hour which hour stands at `end`
 * @param fresh how many hours may be looked at
 * @returns nothing where no window is worse than the past by as much as matters
 */
export function score(counts: HourlyCounts, end: number, hour: HourNumber, baseline: Baseline, fresh = longestWindow): Score | undefined {
  let [inverse, best, bestChance] = [0, undefined as Window | undefined, 1];
  let [entered, hit, expected, at] = [0, 0, 0, 0];
  for (const { hours, share } of windows) {
    if (hours > fresh) break;
    for (; at < hours; at++) {
      const came = counts.entered[end - 1 - at] ?? 0;
      if (came === 0) continue;
      entered += came;
      hit += counts.hit[end - 1 - at] ?? 0;
      expected += came * rateAt(baseline, hour - 1 - at);
    }
    const chance = chanceOf(Math.min(hit, entered), entered, expected, baseline.correlation);
    inverse += share / chance;
    if (chance < bestChance) [best, bestChance] = [{ hours, entered, hit: Math.min(hit, entered), expected }, chance];
  }
  return best && { chance: Math.min(1, 1 / inverse), window: best };
}

export const rateAt = (baseline: Baseline, hour: HourNumber): number =>
  baseline.rates[weekdayOf(hour) * hoursOfDay + (hour % hoursOfDay)] ?? 0;

function chanceOf(hit: number, entered: number, expected: number, correlation: number): number {
  const excess = hit - expected;
  if (hit < leastHit || excess < leastRise * entered) return 1;
  const rate = expected / entered;
  const variance = expected * (1 - rate) * (1 + (entered - 1) * correlation);
  if (excess * excess < worthSumming * worthSumming * variance) return 1;
  return Math.max(1e-300, upperTail(hit, entered, rate, correlation));
}
