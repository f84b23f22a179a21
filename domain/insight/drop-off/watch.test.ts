import { describe, expect, test } from '@jest/globals';
import { guardHours, learn, learntHours } from './baseline.js';
import { type HourlyCounts, hourNumber, lateShare, weekdayOf } from './counts.js';
import { lowerTail, upperTail } from './tail.js';
import { type WatchedSeries, watch } from './watch.js';

const monday = hourNumber(Date.UTC(2025, 0, 6));
const past = learntHours + guardHours;

/** So many people each hour, of whom a share is lost: no chance in it, so that a test says what it means. */
function steady(hours: number, people: number, lostAt: (hour: number) => number): HourlyCounts {
  const entered = Array.from({ length: hours }, () => people);
  return { entered, counted: entered.map((came, hour) => came - Math.round(came * lostAt(hour))), what: 'left' };
}

const series = (counts: HourlyCounts, end: number, live?: WatchedSeries['live']): WatchedSeries => ({
  counts,
  end,
  baseline: learn(counts, end - past - (end % 24), monday + end - past - (end % 24), 0, 0.1),
  ...(live && { live }),
});

/** What the watch says of a series among thirteen others of one partner: its chance, where it is a spike. */
function chanceOf(counts: HourlyCounts, end: number): number | undefined {
  const others = Array.from({ length: 13 }, () =>
    series(
      steady(end, 10, () => 0.1),
      end,
    ),
  );
  return watch([series(counts, end), ...others], 1, monday + end).spikes[0]?.score.chance;
}

describe('The tail of a beta-binomial', () => {
  const usual = { trials: 200, rate: 0.2, correlation: 1e-6, noise: 0 };

  test('is that of a binomial where people have nothing in common', () => {
    // 1 − 0.9^10, and 0.1^10
    const ten = { ...usual, trials: 10, rate: 0.1 };
    expect(upperTail(1, ten)).toBeCloseTo(0.6513215599, 4);
    expect(upperTail(10, ten)).toBeCloseTo(1e-10, 12);
  });

  test('is heavier the more they have in common, and both tails make one', () => {
    expect(upperTail(60, { ...usual, correlation: 0.02 })).toBeGreaterThan(30 * upperTail(60, usual));
    const one = { ...usual, rate: 0.15, correlation: 0.01 };
    for (const noise of [0, 0.3, 9]) {
      expect(upperTail(31, { ...one, noise }) + lowerTail(30, { ...one, noise })).toBeCloseTo(1, 9);
    }
  });

  test('is spread by noise as two normal variances are, and no further', () => {
    // 200 × 0.2 people, 32 + 16 of variance: three and a half standard deviations, by the normal tail 2.3 in 10,000
    const spread = upperTail(40 + Math.round(3.5 * Math.sqrt(48)), { ...usual, noise: 16 });
    expect(spread).toBeGreaterThan(1e-4);
    expect(spread).toBeLessThan(6e-4);
    // Next to nobody came: what is added by others may not make certain what is not.
    expect(upperTail(1, { ...usual, trials: 0, noise: 4 })).toBeCloseTo(0.4, 1);
  });
});

test('Twenty points more at 200 journeys a day are a spike; five are not, nor are twenty for ten people', () => {
  const end = past + 240;
  const broken = (people: number, more: number) => steady(end, people, (hour) => (hour >= end - 24 ? 0.1 + more : 0.1));
  expect(chanceOf(broken(10, 0.2), end)).toBeLessThan(1e-5);
  expect(chanceOf(broken(10, 0.05), end)).toBeUndefined();
  expect(
    chanceOf(
      steady(end, 10, (hour) => (hour === end - 1 ? 0.3 : 0.1)),
      end,
    ),
  ).toBeUndefined();
});

test('What is the same every Sunday, or every night, is no spike', () => {
  const isSunday = (hour: number) => weekdayOf(monday + hour) === 6;
  const sundays = steady(past + 7 * 24, 100, (hour) => (isSunday(hour) ? 0.28 : 0.1));
  expect(chanceOf(sundays, past + 7 * 24)).toBeUndefined();
  const nights = steady(past + 6, 100, (hour) => (hour % 24 < 6 ? 0.3 : 0.1));
  expect(chanceOf(nights, past + 6)).toBeUndefined();
});

test('A fault of three days that nobody told is not learnt, and one of yesterday not yet', () => {
  const end = past + 240;
  const unseen = steady(end, 20, (hour) => (hour >= end - 15 * 24 && hour < end - 12 * 24 ? 0.6 : 0.1));
  const { rates } = series(unseen, end).baseline;
  expect(Math.max(...rates)).toBeLessThan(0.12);
  const yesterday = steady(end, 20, (hour) => (hour >= end - 48 ? 0.6 : 0.1));
  expect(Math.max(...series(yesterday, end).baseline.rates)).toBeLessThan(0.12);
});

test('A wave of people who get on an hour later are not lost', () => {
  const entered = Array.from({ length: past + 12 }, (_, hour) => (hour % 24 === 10 ? 900 : 100));
  const counted = entered.map((came, hour) => Math.round(0.9 * (0.7 * came + 0.3 * (entered[hour - 1] ?? 0))));
  const counts: HourlyCounts = { entered, counted, what: 'left' };
  const late = lateShare(counts, 0, past);
  expect(late).toBeCloseTo(0.3, 1);
  const baseline = learn(counts, 0, monday, late, 0.1);
  expect(watch([{ counts, end: past + 11, baseline }], 50, monday + past + 11).spikes).toEqual([]);
});

test('A series without a past is compared with the others, and is in no hurry', () => {
  const end = past + 24;
  const fresh = steady(end, 10, (hour) => (hour >= end - 12 ? 0.2 : 0));
  fresh.entered = Array.from({ length: end }, (_, hour) => (hour >= end - 12 ? 10 : 0));
  fresh.counted = Array.from(fresh.entered, (came) => came * 0.8);
  expect(chanceOf(fresh, end)).toBeUndefined();
});

test('Among many series an unlikely hour is no discovery, and what is told already lends no weight', () => {
  const end = past + 24;
  const odd = series(
    steady(end, 50, (hour) => (hour === end - 1 ? 0.24 : 0.1)),
    end,
  );
  const quiet = Array.from({ length: 699 }, () =>
    series(
      steady(end, 50, () => 0.1),
      end,
    ),
  );
  expect(watch([odd, ...quiet], 50, monday + end).spikes).toEqual([]);
  const broken = steady(end, 50, (hour) => (hour >= end - 6 ? 0.6 : 0.1));
  const told = Array.from({ length: 50 }, () => series(broken, end, { rise: 0.5, since: 6 }));
  expect(watch([odd, ...told, ...quiet], 50, monday + end)).toEqual({ spikes: [], over: [] });
});

test('An incident is over when less than half of the rise is left, and not before that is sure', () => {
  const end = past + 48;
  const still = (more: number, people: number) =>
    series(
      steady(end, people, (hour) => (hour >= end - 24 ? 0.1 + more : hour >= end - 36 ? 0.3 : 0.1)),
      end,
      {
        rise: 0.2,
        since: 30,
      },
    );
  const overOf = (one: WatchedSeries) => watch([one], 50, monday + end).over.length === 1;
  expect(overOf(still(0, 50))).toBe(true);
  expect(overOf(still(0.2, 50))).toBe(false);
  expect(overOf(still(0.13, 50))).toBe(false);
  expect(overOf(still(0, 1))).toBe(false);
});
