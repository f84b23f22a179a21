import type { Reason } from '../journey/reasons.js';
import { type Level, reaches } from '../levels/levels.js';
import type { CheckResult } from './check-results.js';
import type { Signal } from './signals.js';

/** What a case has shown when its last check is done. */
export type Evidence = {
  /** The level that the checks prove by GPG 45 (gpg45/explain.ts), a live face matched by machine included. */
  proved: Level;
  /** Why a person must look at it, gathered on the way. */
  referrals: readonly Reason[];
  /** Signs of fraud, gathered on the way. */
  signals: readonly Signal[];
  face: CheckResult;
};

/** What happens next. `checkers`: how many different ones must agree. */
export type Verdict = { outcome: 'pass' } | { outcome: 'refer'; reasons: Reason[]; checkers: 1 | 2 };

/**
 * The decision on photo identity by machine. Anything missing or doubtful goes to a person, a strong sign of fraud to two: machines
 * pass, they never refuse.
 */
export function decide({ proved, referrals, signals, face }: Evidence): Verdict {
  const checkers = checkersFor(signals);
  const reasons = new Set([...referrals, ...(face.verdict === 'good' ? [] : face.reasons)]);
  // Which sign it was is for checkers only: who is told what gave them away does better next time.
  if (checkers === 2) reasons.add('further_checks');
  if (!reaches(proved, 'P9') && reasons.size === 0) reasons.add('evidence_not_enough');
  if (face.verdict === 'good' && reasons.size === 0) return { outcome: 'pass' };
  return { outcome: 'refer', reasons: [...reasons], checkers };
}

/** One strong sign is enough for two different checkers. */
export function checkersFor(signals: readonly Signal[]): 1 | 2 {
  return signals.some(({ strength }) => strength === 'strong') ? 2 : 1;
}
