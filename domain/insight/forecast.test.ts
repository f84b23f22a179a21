import { expect, test } from '@jest/globals';
import { forecast } from './forecast.js';

const weekly = [20, 18, 17, 16, 15, 4, 2];

test('what grows by the same each week goes on so, with each weekday as it was', () => {
  const days = Array.from({ length: 8 * 7 }, (_, day) => (weekly[day % 7] ?? 0) * (1 + Math.floor(day / 7) / 10));
  const [first, ...rest] = forecast(days, 14);
  expect(first?.value).toBeCloseTo(20 * 1.8, 1);
  expect(rest[4]?.value).toBeCloseTo(4 * 1.8, 1);
  expect(rest[6]?.value).toBeCloseTo(20 * 1.9, 1);
});

test('the band widens with the days and is never below nothing', () => {
  const noisy = Array.from({ length: 70 }, (_, day) => ((day * 7919) % 13) + 1);
  const found = forecast(noisy, 28);
  const widths = [0, 7, 14, 21].map((day) => (found[day]?.high ?? 0) - (found[day]?.low ?? 0));
  expect(widths).toEqual([...widths].sort((a, b) => a - b));
  expect(forecast(Array(28).fill(0), 7)).toEqual(Array(7).fill({ value: 0, low: 0, high: 0 }));
});

test('three weeks are needed', () => expect(forecast(Array(20).fill(5), 7)).toEqual([]));
