import { expect, test } from '@jest/globals';
import { compare } from './compare.js';

const worse = (column: string, now: number, ...before: number[]) =>
  compare(
    { [column]: now },
    before.map((value) => ({ [column]: value })),
  ).get(column)?.worse;

test('a figure is worse where it is beyond the worst of the last runs by more than noise', () => {
  expect(worse('api CPU ms', 12, 10)).toBe(false);
  expect(worse('api CPU ms', 13, 10)).toBe(true);
  // It was as bad before, if not the last time; what was long ago is forgotten.
  expect(worse('api CPU ms', 13, 12, 10)).toBe(false);
  expect(worse('api CPU ms', 13, 12, 10, 10, 10, 10, 10)).toBe(true);
  expect(worse('store writes', 11, 10)).toBe(true);
  expect(worse('journeys a second', 7, 10)).toBe(true);
  expect(worse('journeys a second', 20, 10)).toBe(false);
  expect(worse('people', 100, 10)).toBe(false);
});

test('what cannot be compared is not: names, new columns, and what was nothing', () => {
  expect([...compare({ step: 'email', ms: 3, new: 1, zero: 4 }, [{ step: 'email', ms: 2, zero: 0 }]).keys()]).toEqual([
    'ms',
  ]);
  expect(compare({ ms: 3 }, []).size).toBe(0);
});
