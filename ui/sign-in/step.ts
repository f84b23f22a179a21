import type { RegistrationState } from '../../domain/accounts/registration-state.js';
import { nextInteractionStep } from '../../domain/journey/next-step.js';
import type { Step } from '../../domain/journey/steps.js';
import type { SignIn } from '../../store/accounts/sign-ins.js';

/** Where a sign-in stands. A registration that was begun and is no longer there (28 days, or taken over) has ended. */
export function signInStep(
  signIn: Pick<SignIn, 'accountId' | 'registrationId' | 'second'> & { email?: string },
  registration: RegistrationState | undefined,
): Step {
  const { email, accountId, second } = signIn;
  const given = { emailGiven: email !== undefined, passwordRight: accountId !== undefined, second };
  return nextInteractionStep(given, registration ?? (signIn.registrationId ? { step: 'ended' } : undefined));
}
