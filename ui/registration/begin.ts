import { ownClient } from '../../domain/partners/own-client.js';
import { randomId } from '../../platform/random-id.js';
import type { RegistrationInput } from '../../workflows/registration/messages.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { startedHere } from '../journey/start/binding.js';
import { sandboxRegistration } from '../sandbox/fixed-codes.js';
import type { SignInContext } from '../sign-in/context.js';
import { journeyFor } from '../sign-in/journey.js';
import { startRegistration } from '../workflows/registration.js';

/**
 * Begins a registration, or the choice of a new password, for this browser. Nothing in what is written, sent or answered depends on
 * whether the email has an account: that shows only to whoever reads the email.
 */
export async function beginRegistration(
  deps: UiDeps,
  { interaction, req, res }: SignInContext,
  email: string,
  intent: RegistrationInput['intent'],
): Promise<void> {
  const { store } = deps;
  const now = new Date();
  const journey = await journeyFor(deps, interaction, res);
  const registrationId = randomId();
  const nonce = randomId();
  await store.registrations.open(registrationId, journey._id, email, nonce, now);
  await store.signIns.setRegistration(interaction.uid, registrationId, journey._id);
  // A journey that somebody came back to by a link stays tied to the registration that proves whose it is; one that a partner made is
  // tied to the first that begins where its one-time address was used, so that it may be finished on another device.
  const theirs = interaction.partnerId !== ownClient || (!journey.accountId && startedHere(deps, journey, req));
  if (theirs) await store.journeys.attachRegistration(journey._id, registrationId, now);
  const { language } = frameOf(res);
  const sandbox = sandboxRegistration(deps, email);
  const input = { registrationId, journeyId: journey._id, nonce, language, intent, sandbox };
  await startRegistration(deps.temporal, input);
}
