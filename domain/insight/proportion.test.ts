import { expect, test } from '@jest/globals';
import { differenceOf, type Proportion, proportion } from './proportion.js';

const of = (count: number, all: number) => proportion(count, all) as Proportion;

// Newcombe 1998a, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('a share of %i in %i lies between the published bounds', (count, all, low, high) => {
  expect(of(count, all).low).toBeCloseTo(low, 4);
  expect(of(count, all).high).toBeCloseTo(high, 4);
});

// Newcombe 1998b, table II, method 10: p1 − p2.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 10, 0.6075, 1],
])('the difference of %i in %i from %i in %i lies between the published bounds', (a, m, b, n, low, high) => {
  const found = differenceOf(of(b, n), of(a, m));
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
  expect(found.real).toBe(low > 0);
});

test('of nothing there is no share, and more than all is all', () => {
  expect(proportion(0, 0)).toBeUndefined();
  expect(of(7, 5)).toMatchObject({ share: 1, high: 1 });
});
