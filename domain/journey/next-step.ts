import type { RegistrationState } from '../accounts/registration-state.js';
import { type Level, reaches } from '../levels/levels.js';
import type { CaseState } from '../verification/case-state.js';
import type { SecondStep, Step } from './steps.js';

/** The version of the terms of use that everyone must have accepted. */
export const termsVersion = '2026-11';

/** What `nextStep` looks at: facts read from the store, nothing derived. Absent session: nobody is signed in. */
export type Situation = {
  journey: { wanted: Level; cancelled: boolean; expired: boolean };
  session?: { accountId: string };
  account?: { level: Level; termsVersion: string };
  case?: Pick<CaseState, 'step' | 'live'>;
  consentNeeded: boolean;
};

/** The one step a journey needs from the person now. A journey's step is always derived by this function and stored nowhere. */
export function nextStep(situation: Situation): Step {
  const { journey, session, account } = situation;
  if (journey.cancelled) return 'cancelled';
  if (journey.expired) return 'journey-expired';
  if (!session || !account) return 'sign-in';
  if (account.termsVersion !== termsVersion) return 'terms-changed';
  if (reaches(account.level, journey.wanted)) return situation.consentNeeded ? 'consent' : 'return';
  if (!situation.case) return 'details';
  return situation.case.step;
}

/** The interaction page's step for a person without a session. */
export function nextInteractionStep(
  signIn: { emailGiven: boolean; passwordRight: boolean; second?: SecondStep | undefined },
  registration?: Pick<RegistrationState, 'step'>,
): Step {
  if (registration) {
    if (registration.step === 'ended') return 'registration-ended';
    if (registration.step === 'too-young') return 'registration-too-young';
    if (registration.step !== 'done') return registration.step;
    return 'return';
  }
  if (!signIn.emailGiven) return 'email';
  return signIn.passwordRight ? (signIn.second ?? 'sms-code') : 'password';
}
