import { expect, test } from '@jest/globals';
import { ukDay, ukMoment, ukWallTime } from './uk-moment.js';

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

test('A day in the UK lasts from midnight to midnight there, also where clocks changed since or on it', () => {
  const day = (moment: string, ago = 0) => {
    const { date, from, to } = ukDay(new Date(moment), ago);
    return [date, from.toISOString(), to.toISOString()];
  };
  expect(day('2026-07-22T23:30:00Z')).toEqual(['2026-07-23', '2026-07-22T23:00:00.000Z', '2026-07-23T23:00:00.000Z']);
  expect(day('2026-11-02T10:00:00Z', 20)).toEqual([
    ...['2026-10-13', '2026-10-12T23:00:00.000Z', '2026-10-13T23:00:00.000Z'],
  ]);
  expect(day('2026-10-26T10:00:00Z', 1)).toEqual([
    ...['2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
  ]);
});
