import type { Baseline } from './baseline.js';
import type { HourlyCounts, HourNumber } from './counts.js';
import { upperTail } from './tail.js';
import { type Window, windowsBefore } from './window.js';

/** How a series does now, beside its past. */
export interface Score {
  /** How likely something at least as bad is where nothing is wrong, all windows together: small is bad. */
  chance: number;
  /** The window that shows it best. */
  window: Window;
}

const lengths = [1, 2, 3, 4, 6, 9, 12, 18, 24, 48, 72];

/**
 * Each window has its share of the chance of a false alarm: most of it goes to those in which so many people came as are enough to see 20 points, however many
 * hours that takes. How many came says nothing of how many were lost, so this may look at it.
 */
const enoughPeople = 100;
const [everyShare, width] = [0.06, 0.8];
const shareOf = (people: number) =>
  everyShare + Math.exp(-(Math.log(Math.max(1, people) / enoughPeople) ** 2) / (2 * width * width));

/** What is less is nothing to wake anybody for: points of the people who came, and people. */
const [leastRise, leastHit] = [0.08, 4];
/** Rates swing by themselves, by weather and word of mouth: so much more than usual, times the usual, is no fault. */
const ownSwing = 1.1;
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
export function score(
  counts: HourlyCounts,
  end: number,
  hour: HourNumber,
  baseline: Baseline,
  fresh = Number.POSITIVE_INFINITY,
): Score | undefined {
  let [inverse, shares, best, bestChance] = [0, 0, undefined as Window | undefined, 1];
  const allowed = lengths.filter((hours) => hours <= fresh);
  for (const { entered, hit, ...window } of windowsBefore(counts, end, hour, baseline, allowed)) {
    const share = shareOf(entered);
    shares += share;
    if (hit < leastHit || hit - window.expected < leastRise * entered) continue;
    const people = Math.round(entered);
    const whole = { ...window, entered: people, hit: Math.min(Math.round(hit), people) };
    const chance = chanceOf(whole, baseline.correlation);
    inverse += share / chance;
    if (chance < bestChance) [best, bestChance] = [whole, chance];
  }
  return best && { chance: Math.min(1, shares / inverse), window: best };
}

function chanceOf({ hit, entered, expected, noise }: Window, correlation: number): number {
  const rate = Math.min(0.98, (ownSwing * expected) / entered);
  const excess = hit - rate * entered;
  const variance = entered * rate * (1 - rate) * (1 + (entered - 1) * correlation) + noise;
  if (excess < worthSumming * Math.sqrt(variance)) return 1;
  return Math.max(1e-300, upperTail(hit, { trials: entered, rate, correlation, noise }));
}
