import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHALLENGE_COUNT, challengeFor } from './challenge.js';

const numbered = (number: number): Uint8Array => {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
};

describe('the liveness challenge', () => {
  it('always begins at the centre, turns to both sides, comes back once at least and never repeats a pose', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 64 }), (random) => {
        const { poses } = challengeFor(random);
        expect(poses.length === 4 || poses.length === 5).toBe(true);
        expect(poses[0]).toBe('centre');
        expect(poses).toContain('left');
        expect(poses).toContain('right');
        expect(poses.filter((pose) => pose === 'centre').length).toBeGreaterThanOrEqual(2);
        expect(poses.every((pose, index) => pose !== poses[index + 1])).toBe(true);
      }),
    );
  });

  it('is the same for the same bytes, so that it need not be stored', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 40 }), (random) => {
        expect(challengeFor(Uint8Array.from(random))).toEqual(challengeFor(random));
      }),
    );
  });

  it('gives every order, none more often than another', () => {
    const orders = Array.from({ length: CHALLENGE_COUNT }, (_, number) => challengeFor(numbered(number)).poses.join());
    expect(new Set(orders).size).toBe(CHALLENGE_COUNT);
    expect(CHALLENGE_COUNT).toBeGreaterThanOrEqual(12);
  });

  it('does not make do with too few random bytes', () => {
    expect(() => challengeFor(new Uint8Array(3))).toThrow(RangeError);
  });
});
