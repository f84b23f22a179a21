import { expect, test } from '@jest/globals';
import { minute } from '../clock.js';
import { type GuessedAt, waitAfter } from './guessing.js';

test.each<[GuessedAt, free: number, first: number, longest: number]>([
  ['account', 5, 10_000, 15 * minute],
  ['second', 5, 30_000, 60 * minute],
  ['device', 10, 10_000, 15 * minute],
  ['address', 50, 10_000, 15 * minute],
  ['network', 300, 5_000, 15 * minute],
])(
  'guesses of one %s: %i are free, then waits double from %i to %i ms, however many there are',
  (at, free, first, longest) => {
    expect([0, free - 1, free, free + 1].map((wrong) => waitAfter(at, wrong))).toEqual([0, 0, first, 2 * first]);
    expect([free + 12, free + 1_000_000].map((wrong) => waitAfter(at, wrong))).toEqual([longest, longest]);
  },
);
