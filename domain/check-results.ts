import type { Reason } from './reasons.js';
import type { Signal } from './signals.js';

/** What a PDS trace came to. `limit`: too many attempts by this account today. */
export type TraceOutcome =
  | 'match'
  | 'none'
  | 'many'
  | 'restricted'
  | 'deceased'
  | 'invalidated'
  | 'differ'
  | 'limit'
  | 'unavailable'
  | 'duplicate'
  | 'too-young'
  | 'refused';

/** What a check of evidence came to: good, to be taken again with advice, or a matter for a person; and the signs of fraud it saw. */
export type CheckResult = { verdict: 'good' | 'retake' | 'refer'; reasons: Reason[]; signals?: Signal[] };

/** Attempts per capture before a person looks at what there is. */
export const attemptsPerCapture = 3;

/** PDS traces an account may begin in 24 hours. */
export const tracesPerDay = 3;

/** Failed captures of one kind that an account may have in 24 hours, over all its cases, before a person looks. */
export const capturesPerDay = 6;
