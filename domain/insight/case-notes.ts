import { reaches } from '../levels/levels.js';
import { type CaseState, finalCaseSteps } from '../verification/case-state.js';
import type { Dimensions } from './dimensions.js';
import type { JourneyEvent } from './journey-event.js';

/** What a case's public state says of its journey. `key`: of what may happen several times, which time it was. */
export type CaseNote = Omit<JourneyEvent, 'id' | 'subject' | 'ms' | keyof Dimensions> & {
  journeyId: string;
  key?: string;
};

/** Steps whose every further try counts. */
const tried: readonly string[] = ['details', 'document', 'face'];

/**
 * What is to be noted when a case's state is shown: the step that was come to, why a check did not pass or the case was referred or declined,
 * and who decided in the end. The same state says the same, however often it is shown. A case that proves anew whose an account is belongs to
 * no journey.
 */
export function caseNotes(state: CaseState): CaseNote[] {
  if (state.recovery) return [];
  const { step, reasons, version, attempts, document, reviewId, journeyId } = state;
  const at = new Date(state.updatedAt);
  const common = {
    at,
    journeyId,
    step,
    ...(document && { documentKind: document }),
  };
  const tries = tried.includes(step) ? attempts[step as keyof typeof attempts] : 0;
  // What the partner may have heard from Surety already, when its request is answered: it is the same event, without a step.
  const succeeded = step === 'verified' && reaches(state.reached, state.wanted);
  const decided = step === 'verified' || step === 'declined';
  return [
    { ...common, kind: 'entered' },
    ...(tries > 0 ? [{ ...common, kind: 'again' as const, key: String(tries) }] : []),
    ...reasons.map((reason) => ({ ...common, kind: 'reason' as const, reason, key: String(version) })),
    ...(step === 'in-review' ? [{ ...common, kind: 'referred' as const }] : []),
    ...(succeeded ? [{ at, journeyId, kind: 'succeeded' as const }] : []),
    ...(decided ? [{ ...common, kind: reviewId ? ('by-person' as const) : ('by-machine' as const) }] : []),
  ];
}

/** Whether figures would be wrong without it: what a check said, and how a case was decided. */
export const mustBeKept = ({ step, reasons }: CaseState): boolean =>
  reasons.length > 0 || step === 'in-review' || finalCaseSteps.includes(step);
