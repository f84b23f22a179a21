import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextShare } from './share.js';

const shareAfter = (share: number, pressures: readonly number[]) => pressures.reduce(nextShare, share);

describe('The share of newcomers', () => {
  test('never leaves nobody and never more than all, whatever comes', () => {
    const pressures = fc.array(fc.double({ min: 0, max: 1_000, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(pressures, (all) => {
        const share = shareAfter(1, all);
        expect(share).toBeGreaterThanOrEqual(0.02);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('is under a tenth after four seconds of too much, and all again ten seconds after it', () => {
    const low = shareAfter(1, Array(8).fill(5));
    expect(low).toBeLessThan(0.1);
    expect(shareAfter(shareAfter(1, Array(100).fill(5)), Array(20).fill(0.2))).toBe(1);
    expect(shareAfter(low, Array(10).fill(0.2))).toBeLessThan(0.7);
  });
});
