import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Reason, reasons } from '../journey/reasons.js';
import { levels } from '../levels/levels.js';
import { decide, type Evidence } from './decide.js';
import { addSignals, signalCodes } from './signals.js';

const reasonList = fc.subarray([...reasons] as Reason[], { maxLength: 4 });
const signal = fc.record({
  code: fc.constantFrom(...signalCodes),
  strength: fc.constantFrom('weak' as const, 'strong' as const),
});
const evidence: fc.Arbitrary<Evidence> = fc.record({
  proved: fc.constantFrom(...levels),
  referrals: fc.oneof(fc.constant([]), reasonList),
  signals: fc.array(signal, { maxLength: 3 }),
  face: fc.record({
    verdict: fc.constantFrom('good' as const, 'retake' as const, 'refer' as const),
    reasons: reasonList,
  }),
});

describe('The decision by machine', () => {
  test('passes exactly when P9 is proved, nothing was referred, no strong sign was seen and the face is good', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const strong = given.signals.some(({ strength }) => strength === 'strong');
        const good = given.proved === 'P9' && given.referrals.length === 0 && !strong && given.face.verdict === 'good';
        expect(decide(given).outcome === 'pass').toBe(good);
      }),
    );
  });

  test('never refuses, and says why where it refers', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const verdict = decide(given);
        expect(['pass', 'refer']).toContain(verdict.outcome);
        if (verdict.outcome === 'refer' && given.face.verdict === 'good') expect(verdict.reasons).not.toEqual([]);
      }),
    );
  });

  test('asks for two checkers exactly where there is a strong sign, and tells nobody which', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const verdict = decide(given);
        const strong = given.signals.some(({ strength }) => strength === 'strong');
        if (verdict.outcome === 'refer') expect(verdict.checkers).toBe(strong ? 2 : 1);
        if (strong) expect(verdict).toMatchObject({ reasons: expect.arrayContaining(['further_checks']) });
      }),
    );
  });
});

test('A sign seen twice counts once, as strong as it ever was', () => {
  const weak = { code: 'document_photocopy', strength: 'weak' } as const;
  const strong = { ...weak, strength: 'strong' } as const;
  expect(addSignals([weak], [strong, weak])).toEqual([strong]);
  expect(addSignals([strong], [weak])).toEqual([strong]);
});
