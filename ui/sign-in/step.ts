import { nextInteractionStep } from '../../domain/next-step.js';
import type { RegistrationState } from '../../domain/registration-state.js';
import type { Step } from '../../domain/steps.js';
import type { SignIn } from '../../store/sign-ins.js';

/** Where a sign-in stands. A registration that was begun and is no longer there (28 days, or taken over) has ended. */
export function signInStep(
  signIn: Pick<SignIn, 'accountId' | 'registrationId'> & { email?: string },
  registration: RegistrationState | undefined,
): Step {
  const given = { emailGiven: signIn.email !== undefined, passwordRight: signIn.accountId !== undefined };
  return nextInteractionStep(given, registration ?? (signIn.registrationId ? { step: 'ended' } : undefined));
}
