import { expect, test } from '@jest/globals';
import { isCutOff } from './is-cut-off.js';
import type { MrzReading } from './read-mrz.js';

const picture = { width: 1000, height: 700 };
/** A zone of a level page, from one place to another. */
const zone = (left: number, right: number, more: Partial<MrzReading> = {}) => ({
  ...{ format: 'TD3' as const, confident: false, mean: 0.95, ...more },
  quad: [
    { x: left, y: 600 },
    { x: right, y: 600 },
    { x: right, y: 650 },
    { x: left, y: 650 },
  ],
});

test('lines that reach the edge of the picture may have lost characters, at either end and whichever way they lie', () => {
  expect(isCutOff(zone(50, 1000), picture)).toBe(true);
  expect(isCutOff(zone(0, 800), picture)).toBe(true);
  expect(isCutOff(zone(1000, 50), picture)).toBe(true);
  const upright = zone(50, 1000).quad.map(({ x, y }) => ({ x: 1000 - y, y: x }));
  expect(isCutOff({ ...zone(0, 0), quad: upright }, { width: 700, height: 1000 })).toBe(true);
});

test('lines that end before it are whole, however narrow the margin of a scan', () => {
  expect(isCutOff(zone(30, 970), picture)).toBe(false);
  expect(isCutOff(zone(8, 992), picture)).toBe(false);
});

test('a sure reading of all characters proves them whole, but for a format that is the beginning of a longer one', () => {
  expect(isCutOff(zone(50, 1000, { confident: true }), picture)).toBe(false);
  expect(isCutOff(zone(50, 1000, { confident: true, format: 'MRV-B' }), picture)).toBe(true);
});

test('three lines that fit a card well have lost no character, though it lies at the edge; those that do not fit may have', () => {
  expect(isCutOff(zone(0, 800, { format: 'TD1' }), picture)).toBe(false);
  expect(isCutOff(zone(0, 800, { format: 'TD1', mean: 0.8 }), picture)).toBe(true);
});
