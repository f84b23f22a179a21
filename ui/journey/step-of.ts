import { nextStep } from '../../domain/journey/next-step.js';
import type { Step } from '../../domain/journey/steps.js';
import type { CaseState } from '../../domain/verification/case-state.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Journey } from '../../store/journey/journey.js';

/** The step of a journey for its owner, who is signed in, by the case that it is attached to. @param expired whether its time is over */
export function stepOf(journey: Journey, account: Account, state: CaseState | undefined, expired = false): Step {
  return nextStep({
    journey: { wanted: journey.wanted, cancelled: Boolean(journey.cancelledAt), expired },
    session: { accountId: account._id },
    account,
    ...(state ? { case: state } : {}),
    consentNeeded: false,
  });
}
