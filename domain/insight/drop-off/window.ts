import type { Baseline } from './baseline.js';
import { dueAt, type HourlyCounts, type HourNumber, hitAt, hoursOfDay, weekdayOf } from './counts.js';

/** The last hours of a series, together. */
export interface Window {
  hours: number;
  entered: number;
  hit: number;
  /** How many would have been lost at the rates of the past. */
  expected: number;
  /**
   * The variance of those who were late at the two ends of the window: they are missing among those who got beyond, or too many, and nobody was lost.
   * Little beside many hours, much beside one.
   */
  noise: number;
}

/**
 * Windows that end now, the shortest first.
 * @param end the place in `counts` after the last hour
 * @param hour which hour stands at `end`
 * @param lengths in hours, the shortest first
 */
export function* windowsBefore(
  counts: HourlyCounts,
  end: number,
  hour: HourNumber,
  baseline: Baseline,
  lengths: readonly number[],
): Generator<Window> {
  const { late } = baseline;
  const cameIn = (at: number) => counts.entered[at] ?? 0;
  const lateNoise = counts.what === 'met' ? 0 : late * (1 - late);
  let [entered, hit, expected, at] = [0, 0, 0, end];
  for (const hours of lengths) {
    while (at > end - hours) {
      at--;
      const due = dueAt(counts, at, late);
      entered += due;
      hit += hitAt(counts, at, due);
      expected += due * rateAt(baseline, hour + at - end);
    }
    yield { hours, entered, hit, expected, noise: lateNoise * (cameIn(end - 1) + cameIn(at - 1)) };
  }
}

const rateAt = (baseline: Baseline, hour: HourNumber): number =>
  baseline.rates[weekdayOf(hour) * hoursOfDay + (hour % hoursOfDay)] ?? 0;
