import { describe, expect, test } from '@jest/globals';
import { agreementOf } from './agreement.js';

/** So many cases of which the one said the first and the other the second. */
const pairs = (bothPass: number, passDecline: number, declinePass: number, bothDecline: number) => [
  ...Array(bothPass).fill(['pass', 'pass']),
  ...Array(passDecline).fill(['pass', 'decline']),
  ...Array(declinePass).fill(['decline', 'pass']),
  ...Array(bothDecline).fill(['decline', 'decline']),
];

describe('Agreement', () => {
  test.each([
    // Worked examples of textbooks.
    [pairs(20, 5, 10, 15), 0.7, 0.4],
    [pairs(45, 15, 25, 15), 0.6, 0.1304],
    [pairs(25, 35, 5, 35), 0.6, 0.2593],
    [pairs(10, 0, 0, 10), 1, 1],
    [pairs(0, 10, 10, 0), 0, -1],
  ])('is beyond chance what Cohen’s kappa says', (said, agreed, kappa) => {
    const found = agreementOf(said);
    expect(found?.agreed).toBeCloseTo(agreed, 4);
    expect(found?.kappa).toBeCloseTo(kappa, 4);
  });

  test('has no kappa where both always say the same one thing, and is nothing of no case', () => {
    expect(agreementOf(pairs(7, 0, 0, 0))).toEqual({ cases: 7, agreed: 1, kappa: undefined });
    expect(agreementOf([])).toBeUndefined();
  });
});
