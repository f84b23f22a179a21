import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, type Evidence } from './decide.js';
import { type Reason, reasons } from './reasons.js';

const reasonList = fc.subarray([...reasons] as Reason[], { maxLength: 4 });
const evidence: fc.Arbitrary<Evidence> = fc.record({
  pdsMatched: fc.boolean(),
  referrals: reasonList,
  face: fc.record({
    verdict: fc.constantFrom('good' as const, 'retake' as const, 'refer' as const),
    reasons: reasonList,
  }),
});

describe('The decision by machine', () => {
  test('passes exactly when PDS matched, nothing was referred and the face is good', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const good = given.pdsMatched && given.referrals.length === 0 && given.face.verdict === 'good';
        expect(decide(given).outcome === 'pass').toBe(good);
      }),
    );
  });

  test('never refuses: it passes, asks again, or refers', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const verdict = decide(given);
        expect(['pass', 'retake', 'refer']).toContain(verdict.outcome);
      }),
    );
  });
});
