import type { Reason } from '../journey/reasons.js';
import type { Step } from '../journey/steps.js';
import { type Level, levels, reaches } from '../levels/levels.js';
import { type CaseState, checkingSteps, finalCaseSteps } from '../verification/case-state.js';

/** What a partner is told of a journey. */
export const verificationStates = [
  'created',
  'started',
  'requires_input',
  'processing',
  'in_review',
  'verified',
  'failed',
  'expired',
  'cancelled',
] as const;

export type VerificationState = (typeof verificationStates)[number];

/** Facts of a journey, read from the store. Times are Dates; the clock is an argument. */
export type VerificationFacts = {
  journey: { wanted: Level; startedAt?: Date; cancelledAt?: Date; cancelledBy?: 'partner'; expiresAt: Date };
  /** The account that owns the journey, once somebody signed in. */
  account?: { level: Level; proofs?: Partial<Record<Level, { at: Date }>> } | undefined;
  /** The case the journey is attached to. */
  case?: Pick<CaseState, 'step' | 'reasons'> | undefined;
  now: Date;
};

export type VerificationStatus = { state: VerificationState; reasons: Reason[] };

/** Where a journey stands, derived anew at each question and stored nowhere. */
export function verificationStatus(facts: VerificationFacts): VerificationStatus {
  const { journey, account, now } = facts;
  const step = facts.case?.step;
  if (account && reaches(account.level, journey.wanted) && !onlyAfterCancelling(facts)) {
    return { state: 'verified', reasons: [] };
  }
  const reasons = (facts.case?.reasons ?? []).map(forPartners);
  if (journey.cancelledAt) {
    return { state: 'cancelled', reasons: [journey.cancelledBy ? 'cancelled_by_partner' : 'cancelled_by_person'] };
  }
  if (step === 'in-review') return { state: 'in_review', reasons };
  if (step === 'declined' || step === 'details-deceased' || step === 'too-young') return { state: 'failed', reasons };
  if (step === 'expired' && reasons.includes('cancelled_by_person')) {
    return { state: 'cancelled', reasons: ['cancelled_by_person'] };
  }
  if (step === 'expired') return { state: 'expired', reasons: ['case_expired'] };
  // A case that goes on has an end of its own, counted from the person's last step.
  const goesOn = step !== undefined && !finalCaseSteps.includes(step);
  if (journey.expiresAt <= now && !goesOn) return { state: 'expired', reasons: ['case_expired'] };
  if (step && checkingSteps.includes(step)) return { state: 'processing', reasons: [] };
  if (account) return { state: 'requires_input', reasons };
  return { state: journey.startedAt ? 'started' : 'created', reasons: [] };
}

/**
 * Whether the level was reached only after the person had stopped here: what they do for another partner later is not told to one they
 * took themselves back from. Taking it up again undoes the stop.
 */
function onlyAfterCancelling({ journey: { wanted, cancelledAt }, account }: VerificationFacts): boolean {
  if (!cancelledAt) return false;
  const times = levels.flatMap((level) => (reaches(level, wanted) ? (account?.proofs?.[level]?.at ?? []) : []));
  return times.length > 0 && times.every((at) => at > cancelledAt);
}

/** That a record is restricted is known to the person and to nobody who asks about them. */
export function forPartners(reason: Reason): Reason {
  return reason === 'details_restricted' ? 'details_no_match' : reason;
}

/** Likewise the step that says so. */
export function stepForPartners(step: Step): Step {
  return step === 'details-restricted' ? 'details-no-match' : step;
}
