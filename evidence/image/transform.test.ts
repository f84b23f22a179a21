import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RgbImage, toGrey } from './image.js';
import { fitWithin, resize } from './resize.js';
import { crop, mirror, rotate } from './transform.js';

/** A picture whose pixels tell their place: red is the column, green the row. */
const places = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return [pixel % width, Math.floor(pixel / width), 7][at % 3] ?? 0;
  }),
});

const pixel = ({ width, data }: RgbImage, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

const sized = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));

describe('turning and cutting pictures', () => {
  it('turns clockwise', () => {
    const turned = rotate(places(3, 2), 90);
    expect([turned.width, turned.height]).toEqual([2, 3]);
    expect(pixel(turned, 1, 0)).toEqual([0, 0, 7]);
    expect(pixel(turned, 1, 2)).toEqual([2, 0, 7]);
  });

  it('comes back after four quarters, two halves, a quarter and three quarters, two mirrorings', () => {
    fc.assert(
      fc.property(sized, ([width, height]) => {
        const image = places(width, height);
        expect(rotate(rotate(rotate(rotate(image, 90), 90), 90), 90)).toEqual(image);
        expect(rotate(rotate(image, 180), 180)).toEqual(image);
        expect(rotate(rotate(image, 90), 270)).toEqual(image);
        expect(mirror(mirror(image))).toEqual(image);
      }),
    );
  });

  it('cuts out what was asked, and only what there is', () => {
    const image = places(10, 8);
    const part = crop(image, { x: 7, y: -2, width: 9, height: 4 });
    expect([part.width, part.height]).toEqual([3, 2]);
    expect(pixel(part, 0, 1)).toEqual([7, 1, 7]);
    expect(crop(image, { x: 50, y: 50, width: 5, height: 5 })).toMatchObject({ width: 1, height: 1 });
  });
});

describe('changing the size of pictures', () => {
  const flat = (width: number, height: number, value: number): RgbImage => ({
    width,
    height,
    data: new Uint8Array(width * height * 3).fill(value),
  });

  it('keeps a flat picture flat, at any size', () => {
    fc.assert(
      fc.property(sized, sized, fc.integer({ min: 0, max: 255 }), ([a, b], [c, d], value) => {
        expect(resize(flat(a, b, value), c, d)).toEqual(flat(c, d, value));
      }),
    );
  });

  it('averages what it makes smaller, and never wraps over black or white', () => {
    const stripes = flat(60, 60, 0);
    for (let at = 0; at < stripes.data.length; at += 6) stripes.data.fill(255, at, at + 3);
    const small = resize(stripes, 10, 10);
    for (const value of small.data) expect(Math.abs(value - 127.5)).toBeLessThan(12);
    const step = flat(20, 1, 0);
    step.data.fill(255, 30);
    const large = resize(step, 60, 3);
    expect(Math.max(...large.data.subarray(0, 75))).toBeLessThan(60);
    expect(Math.min(...large.data.subarray(105, 180))).toBeGreaterThan(195);
  });

  it('fits within a side without ever enlarging', () => {
    expect(fitWithin(flat(200, 50, 1), 100)).toMatchObject({ width: 100, height: 25 });
    expect(fitWithin(flat(20, 5, 1), 100)).toMatchObject({ width: 20, height: 5 });
    expect(fitWithin(flat(2000, 1, 1), 100)).toMatchObject({ width: 100, height: 1 });
  });
});

it('weighs green most and blue least when making grey', () => {
  const colours = { width: 4, height: 1, data: Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]) };
  expect([...toGrey(colours).data]).toEqual([76, 150, 29, 255]);
});
