import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { levels } from '../levels/levels.js';
import { signalCodes } from '../verification/signals.js';
import { explain } from './explain.js';
import { bestProfile, missingFor, nearestProfile } from './match-profile.js';
import { confidences, profilesOn, type Scores } from './profiles.js';
import { type CheckFacts, evidenceKindOf, evidenceKinds } from './scores.js';

const table = profilesOn('2026-11-22');
const score = fc.integer({ min: 0, max: 4 });
const piece = fc.record({ strength: score, validity: score });
const scores: fc.Arbitrary<Scores> = fc.record({
  evidence: fc.array(piece, { maxLength: 4 }),
  activity: score,
  fraud: score,
  verification: score,
});
const facts: fc.Arbitrary<CheckFacts> = fc.record({
  record: fc.constantFrom('traced' as const, 'by-hand' as const, undefined),
  document: fc.option(
    fc.record({
      kind: fc.constantFrom(...evidenceKinds),
      examined: fc.constantFrom('machine' as const, 'checker' as const, undefined),
    }),
    { nil: undefined },
  ),
  comparison: fc.constantFrom('machine' as const, 'pictures' as const, 'met' as const, undefined),
  signals: fc.array(
    fc.record({ code: fc.constantFrom(...signalCodes), strength: fc.constantFrom('weak' as const, 'strong' as const) }),
    { maxLength: 3 },
  ),
  signalsWeighed: fc.boolean(),
});

const rank = (of: Scores): number => confidences.indexOf(bestProfile(of, table)?.confidence ?? ('none' as never));
const levelFrom = (given: CheckFacts) => explain(given, '2026-11-22').level;

describe('GPG 45 profiles', () => {
  test('are all there, each met by exactly its own scores, and by none a point lower', () => {
    expect(table.profiles).toHaveLength(32);
    for (const profile of table.profiles) {
      const { needs } = profile;
      expect(missingFor(needs, profile)).toEqual([]);
      for (const part of ['activity', 'fraud', 'verification'] as const) {
        if (needs[part] === 0) continue;
        const lower = { ...needs, [part]: needs[part] - 1 };
        expect(missingFor(lower, profile)).toEqual([{ part, has: needs[part] - 1, needs: needs[part] }]);
      }
      const fewer = { ...needs, evidence: needs.evidence.slice(1) };
      expect(missingFor(fewer, profile)).toHaveLength(1);
    }
  });

  test.each([
    ['a passport that GPG 45 calls biometric, seen in a photo and matched', '42', 0, 1, 2, 'M1A'],
    ['a driving licence with a record behind it, matched live', '32+22', 1, 1, 3, 'M2B'],
    ['a driving licence alone', '32', 0, 1, 3, 'L1A'],
    ['the chip of a passport read', '43', 0, 1, 3, 'H1A'],
    ['nothing', '', 0, 0, 0, undefined],
  ])('are chosen by what was done: %s', (_, pieces, activity, fraud, verification, name) => {
    const evidence = (pieces ? pieces.split('+') : []).map(([strength, validity]) => ({
      strength: Number(strength),
      validity: Number(validity),
    }));
    expect(bestProfile({ evidence, activity, fraud, verification }, table)?.name).toBe(name);
  });

  test('count a piece of evidence once, whatever order the pieces come in', () => {
    const one = { strength: 4, validity: 3 };
    const rest = { activity: 0, fraud: 2, verification: 3 };
    const v2b = table.profiles.find(({ name }) => name === 'V2B');
    if (!v2b) throw new Error('V2B is a profile');
    expect(missingFor({ evidence: [one], ...rest }, v2b)).toHaveLength(1);
    for (const evidence of [
      [one, { strength: 3, validity: 3 }],
      [{ strength: 3, validity: 3 }, one],
    ]) {
      expect(missingFor({ evidence, ...rest }, v2b)).toEqual([]);
    }
  });

  test('are never left for a lower confidence because a score, or a piece, was added', () => {
    fc.assert(
      fc.property(scores, piece, fc.nat({ max: 5 }), fc.nat({ max: 3 }), (given, another, what, which) => {
        const before = rank(given);
        const raise = (n: number) => Math.min(4, n + 1);
        const evidence = given.evidence.map((one, at) =>
          at === which ? { strength: raise(one.strength), validity: raise(one.validity) } : one,
        );
        const raised: Scores[] = [
          { ...given, activity: raise(given.activity) },
          { ...given, fraud: raise(given.fraud) },
          { ...given, verification: raise(given.verification) },
          { ...given, evidence },
          { ...given, evidence: [...given.evidence, another] },
          { ...given, evidence: [another, ...given.evidence] },
        ];
        expect(rank(raised[what] as Scores)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('say what would complete a case: what is missing, once given, makes the profile', () => {
    fc.assert(
      fc.property(scores, (given) => {
        const nearest = nearestProfile(given, table, 'medium');
        if (!nearest) throw new Error('there is always a nearest profile');
        const { missing, profile } = nearest;
        const complete = {
          ...given,
          ...Object.fromEntries(missing.flatMap((one) => (one.part === 'evidence' ? [] : [[one.part, one.needs]]))),
          evidence: [...given.evidence, ...missing.flatMap((one) => (one.part === 'evidence' ? [one.needs] : []))],
        };
        expect(missingFor(complete, profile)).toEqual([]);
        expect(confidences.indexOf(profile.confidence)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe('The level', () => {
  test('is never P9 without a person compared with a document, by a machine or by somebody', () => {
    fc.assert(
      fc.property(facts, (given) => {
        if (levelFrom(given) === 'P9') expect(given.comparison && given.document).toBeTruthy();
      }),
      { numRuns: 300 },
    );
  });

  test('is never P9 for a document that nobody examined', () => {
    fc.assert(
      fc.property(facts, (given) => {
        if (levelFrom(given) === 'P9') expect(given.document?.examined).toBeTruthy();
      }),
      { numRuns: 300 },
    );
  });

  test('is never P9 where a strong signal stands against it and nobody weighed it', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...signalCodes), (given, code) => {
        const signals = [...given.signals, { code, strength: 'strong' as const }];
        expect(levelFrom({ ...given, signals, signalsWeighed: false })).not.toBe('P9');
      }),
      { numRuns: 200 },
    );
  });

  test('is never lower because more was found out', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...evidenceKinds), (given, kind) => {
        const more: CheckFacts[] = [
          { ...given, record: given.record ?? 'traced' },
          { ...given, document: given.document ?? { kind, examined: 'checker' } },
          ...(given.document ? [{ ...given, document: { ...given.document, examined: 'checker' as const } }] : []),
          { ...given, comparison: given.comparison === 'pictures' ? 'met' : (given.comparison ?? 'pictures') },
          { ...given, signals: [] },
          { ...given, signalsWeighed: true },
        ];
        for (const one of more) {
          expect(levels.indexOf(levelFrom(one))).toBeGreaterThanOrEqual(levels.indexOf(levelFrom(given)));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('tells documents apart as GPG 45 does', () => {
    expect(['GBR', 'D', 'USA', ''].map((issuer) => evidenceKindOf('passport', issuer))).toEqual([
      'biometric-passport',
      'biometric-passport',
      'passport',
      'passport',
    ]);
    expect(evidenceKindOf('driving-licence', 'GBR')).toBe('driving-licence');
    for (const kind of ['visa', 'other', 'unknown', 'biometric-passport', '']) {
      expect(evidenceKindOf(kind, 'GBR')).toBeUndefined();
    }
  });

  test.each([
    ['a British passport, matched live, with a record', 'biometric-passport', 'traced', 'machine', 'P9', 'M1A'],
    ['another passport, matched live, with a record', 'passport', 'traced', 'machine', 'P9', 'M2B'],
    ['a driving licence, compared in pictures, with a record', 'driving-licence', 'traced', 'pictures', 'P9', 'M2B'],
    ['a driving licence without a record', 'driving-licence', undefined, 'machine', 'P0', 'L1B'],
  ] as const)('of %s', (_, kind, record, comparison, level, profile) => {
    const found = explain(
      {
        record,
        document: { kind, examined: 'machine' },
        comparison,
        signals: [],
        signalsWeighed: false,
      },
      '2026-11-22',
    );
    expect(found.level).toBe(level);
    expect(found.profile?.name).toBe(profile);
  });
});
