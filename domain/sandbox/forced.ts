import type { Reason } from '../journey/reasons.js';
import type { LinkageProblem } from '../linkage/linkage.js';
import type { CheckResult, TraceOutcome } from '../verification/check-results.js';

/** What a check of a test person comes to. The other side of a card is asked for by its reason alone. */
export type ForcedCheck = Omit<CheckResult, 'otherSide'>;

/** What is forced on a test person. Lists are by attempt, and their last one holds for all later attempts. */
export type Forced = {
  trace: readonly TraceOutcome[];
  document: readonly ForcedCheck[];
  face: readonly ForcedCheck[];
  /** How a referral is decided, a minute later; absent: it waits for a caseworker. */
  review?: { outcome: 'pass' | 'decline'; reasons: readonly Reason[] };
  /** What comes of getting linkage keys; left out: the keys. */
  linkage?: readonly (LinkageProblem | 'ready')[];
  /** Each check takes so long, in milliseconds. */
  checksTake?: number;
  /** Nothing happens after the details: the case ends as if 28 days had passed. */
  expires?: true;
};

export const good: ForcedCheck = { verdict: 'good', reasons: [] };
export const retake = (...reasons: Reason[]): ForcedCheck => ({ verdict: 'retake', reasons });
export const refer = (...reasons: Reason[]): ForcedCheck => ({ verdict: 'refer', reasons });

/** Everything passes, and whatever goes to a caseworker all the same is passed. */
export const passing: Forced = {
  trace: ['match'],
  document: [good],
  face: [good],
  review: { outcome: 'pass', reasons: [] },
};

/** What holds at an attempt, counted from 1. */
export function atAttempt<T>(forced: readonly [T, ...T[]] | readonly T[], attempt: number): T | undefined {
  return forced[Math.min(attempt, forced.length) - 1];
}
