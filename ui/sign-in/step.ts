import { nextInteractionStep } from '../../domain/next-step.js';
import type { RegistrationState } from '../../domain/registration-state.js';
import type { Step } from '../../domain/steps.js';
import type { SignIn } from '../../store/sign-ins.js';

/** Where a sign-in stands. A registration that was begun and is no longer there (28 days, or taken over) has ended. */
export function signInStep(
  signIn: Pick<SignIn, 'accountId' | 'registrationId' | 'second'> & { email?: string },
  registration: RegistrationState | undefined,
): Step {
  const { email, accountId, second } = signIn;
  const given = { emailGiven: email !== undefined, passwordRight: accountId !== undefined, second };
  return nextInteractionStep(given, registration ?? (signIn.registrationId ? { step: 'ended' } : undefined));
}
