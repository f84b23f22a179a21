import { expect, test } from '@jest/globals';
import { ukMoment, ukWallTime } from './uk-moment.js';

test.each([
  ['2026-01-23T09:30', '2026-01-23T09:30:00.000Z'],
  ['2026-07-23 09:30', '2026-07-23T08:30:00.000Z'],
  ['2026-07-23', '2026-07-22T23:00:00.000Z'],
  // Clocks go forward: 01:30 there is not; and back: 01:30 there is twice.
  ['2026-03-29T01:30', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25T01:30', '2026-10-25T00:30:00.000Z'],
  ['2026-02-30', undefined],
  ['2026-02-20T25:00', undefined],
  ['tomorrow', undefined],
])('UK wall time %s is %s', (typed, moment) => {
  expect(ukMoment(typed)?.toISOString()).toBe(moment);
});

test('A moment is shown as it was typed', () => {
  expect(ukWallTime(new Date('2026-07-23T08:30:59Z'))).toBe('2026-07-23T09:30');
  expect(ukWallTime(new Date('2026-01-01T00:00:00Z'))).toBe('2026-01-01T00:00');
});
