import type { SamePair } from './distances.js';

export type Interval = readonly [low: number, high: number];

const Z95 = 1.959964;
const RESAMPLES = 1000;

/** Wilson's 95 % interval of a share seen in `total` independent trials. */
export function wilson(share: number, total: number): Interval {
  if (total === 0) return [0, 1];
  const z = Z95 ** 2 / total;
  const middle = (share + z / 2) / (1 + z);
  const half = (Z95 / (1 + z)) * Math.sqrt((share * (1 - share)) / total + z / (4 * total));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * 95 % interval of the share of same pairs at or above the threshold. Pairs of one person hang together, so people are
 * drawn again, not pairs; where no error was seen that says nothing, and Wilson's interval over pairs is the least.
 */
export function fnmrInterval(same: readonly SamePair[], threshold: number): Interval {
  const people = new Map<string, { pairs: number; missed: number }>();
  for (const { person, distance } of same) {
    const { pairs, missed } = people.get(person) ?? { pairs: 0, missed: 0 };
    people.set(person, { pairs: pairs + 1, missed: missed + (distance >= threshold ? 1 : 0) });
  }
  const all = [...people.values()];
  if (all.length === 0) return [0, 1];
  const random = numbers(1);
  const rates = Array.from({ length: RESAMPLES }, () => {
    let pairs = 0;
    let missed = 0;
    for (let drawn = 0; drawn < all.length; drawn++) {
      const one = all[Math.floor(random() * all.length)];
      pairs += one?.pairs ?? 0;
      missed += one?.missed ?? 0;
    }
    return missed / pairs;
  }).sort((a, b) => a - b);
  const missed = all.reduce((sum, one) => sum + one.missed, 0);
  const [low, high] = wilson(missed / same.length, same.length);
  const at = (share: number): number => rates[Math.round(share * (RESAMPLES - 1))] ?? 0;
  return [Math.min(low, at(0.025)), Math.max(high, at(0.975))];
}
