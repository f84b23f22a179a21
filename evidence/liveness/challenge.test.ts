import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHALLENGE_COUNT, challengeFor } from './challenge.js';
import { SHOWN } from './colours.js';

const numbered = (order: number, colours: number): Uint8Array => {
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, order);
  view.setUint32(4, colours);
  return bytes;
};

const random = fc.uint8Array({ minLength: 8, maxLength: 64 });
const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

describe('the liveness challenge', () => {
  it('begins and ends at the centre, turns to both sides, and never repeats a pose', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const { poses } = challengeFor(bytes);
        expect([4, 5, 6]).toContain(poses.length);
        expect([poses[0], poses.at(-1)]).toEqual(['centre', 'centre']);
        expect(poses).toEqual(expect.arrayContaining(['left', 'right']));
        expect(poses.every((pose, index) => pose !== poses[index + 1])).toBe(true);
      }),
    );
  });

  it('shows five colours, three different ones at least, none twice running, none of them saturated red', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const { colours } = challengeFor(bytes);
        expect(colours).toHaveLength(5);
        expect(new Set(colours).size).toBeGreaterThanOrEqual(3);
        expect(colours.every((colour, index) => colour !== colours[index + 1])).toBe(true);
      }),
    );
    for (const [red, green, blue] of Object.values(SHOWN)) expect(red / (red + green + blue)).toBeLessThan(0.8);
  });

  it('is the same for the same bytes, so that it need not be stored', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        expect(challengeFor(Uint8Array.from(bytes))).toEqual(challengeFor(bytes));
      }),
    );
  });

  it('gives every order and every sequence of colours, none more often than another', () => {
    const orders = upTo(CHALLENGE_COUNT.orders).map((number) => challengeFor(numbered(number, 0)).poses.join());
    const colours = upTo(CHALLENGE_COUNT.colours).map((number) => challengeFor(numbered(0, number)).colours.join());
    expect([new Set(orders).size, new Set(colours).size]).toEqual([orders.length, colours.length]);
    expect(orders.length * colours.length).toBeGreaterThan(4_000);
  });

  it('does not make do with too few random bytes', () => {
    expect(() => challengeFor(new Uint8Array(7))).toThrow(RangeError);
  });
});
