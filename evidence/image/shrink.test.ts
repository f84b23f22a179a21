import { describe, expect, it } from '@jest/globals';
import { shrinkWithin } from './shrink.js';

const picture = (width: number, height: number, at: (index: number) => number) => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, index) => at(index)),
});

describe('making a picture smaller by area', () => {
  it.each([
    [1000, 700, 333, 233],
    [7, 1000, 100, 100],
    [513, 512, 512, 511],
    [3000, 2, 512, 1],
  ])('keeps %s × %s pixels of one colour that colour', (width, height, longSide) => {
    const small = shrinkWithin(
      picture(width, height, () => 137),
      longSide,
    );
    expect(Math.max(small.width, small.height)).toBe(longSide);
    expect(Math.min(small.width, small.height)).toBeGreaterThanOrEqual(1);
    expect(new Set(small.data)).toEqual(new Set([137]));
  });

  it('takes the mean of what a pixel covers, each channel by itself', () => {
    const small = shrinkWithin(
      picture(4, 2, (index) => [0, 100, 200][index % 3] ?? 0),
      2,
    );
    expect([...small.data]).toEqual([0, 100, 200, 0, 100, 200]);
    const thirds = shrinkWithin(
      { width: 3, height: 3, data: new Uint8Array(27).map((_, i) => (i % 9 < 3 ? 90 : 0)) },
      2,
    );
    expect([...thirds.data].filter((_, at) => at % 3 === 0)).toEqual([60, 0, 60, 0]);
  });

  it('leaves alone what is small enough', () => {
    const small = picture(20, 10, (index) => index % 256);
    expect(shrinkWithin(small, 20)).toBe(small);
  });
});
