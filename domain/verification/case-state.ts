import type { FieldErrors } from '../journey/field-errors.js';
import type { Reason } from '../journey/reasons.js';
import type { Level } from '../levels/levels.js';
import type { DetailsField, OtherSide } from './check-results.js';

/** What a verification needs from the person now, what it is doing, or how it ended. */
export const caseSteps = [
  'details',
  'details-checking',
  'details-no-match',
  'details-many-matches',
  'details-restricted',
  'details-deceased',
  'details-invalidated',
  'details-differ',
  'details-limit',
  'details-unavailable',
  'details-duplicate',
  'too-young',
  'document',
  'document-checking',
  'document-attempts',
  'face-consent',
  'face',
  'face-checking',
  'face-attempts',
  'in-review',
  'verified',
  'declined',
  'expired',
] as const;

export type CaseStep = (typeof caseSteps)[number];

/** Steps in which a case is over. */
export const finalCaseSteps: readonly CaseStep[] = ['verified', 'declined', 'expired', 'details-deceased', 'too-young'];

/** Steps in which a machine works and the page waits. */
export const checkingSteps: readonly CaseStep[] = ['details-checking', 'document-checking', 'face-checking'];

const captureSteps: readonly string[] = ['document', 'face'] satisfies CaseStep[];

/** Whether the person takes pictures at this step: they may hand that over to a phone. */
export const isCapture = (step: string): boolean => captureSteps.includes(step);

/** The public state a verification workflow projects: no personal data. */
export type CaseState = {
  id: string;
  accountId: string;
  journeyId: string;
  version: number;
  epoch: number;
  /** False once the case is over; at most one live case per account, those of recoveries aside. */
  live: boolean;
  /** It proves anew whose the account is, and raises no level: the recovery that asks for it has the same id. */
  recovery?: 'face' | 'verification';
  wanted: Level;
  /** The level this case has raised the account to. */
  reached: Level;
  step: CaseStep;
  nonce: string;
  errors: FieldErrors;
  form?: string;
  /** Why the last check did not pass, or why the case was referred or declined. */
  reasons: Reason[];
  /** Captures sent in, which number their evidence; those that failed are counted by the workflow. */
  attempts: { details: number; document: number; face: number };
  /** Of the document that was accepted, or last looked at, what it is. */
  document?: string;
  /** At `details-no-match` and `details-differ`: the one detail that stands between the person and a record. */
  look?: DetailsField;
  /** At `document`: only this side of the card is asked for. */
  otherSide?: OtherSide;
  /** At `document` and `face`, after one that failed: how many more there are. */
  triesLeft?: number;
  /** At `document-attempts` and `face-attempts`, where the daily limit is reached: from when another document may be sent (ms since 1970). */
  anotherFrom?: number;
  reviewId?: string;
  updatedAt: number;
};

/** Where a case begins. One of a recovery begins with the face or with the details, whatever the account has. */
export function firstCaseStep(level: Level, recovery?: CaseState['recovery']): CaseStep {
  if (recovery) return recovery === 'face' ? 'face-consent' : 'details';
  return level === 'P0' ? 'details' : 'document';
}
