import type { RegistrationState } from '../../domain/registration-state.js';
import { randomId } from '../../platform/random-id.js';
import { sandboxRegistration } from '../../ui/sandbox/fixed-codes.js';
import { again } from '../../ui/workflows/ask.js';
import { type RegistrationInput, registrationWorkflowId } from '../../workflows/registration/messages.js';
import type { Opened } from '../open.js';

/** Begins a registration anew, with a code by email: what was entered lies in the store, but what of it was proved only its workflow knew. */
export async function restartRegistration(
  { store, config, temporal }: Opened,
  { id: registrationId, journeyId, epoch }: RegistrationState,
): Promise<void> {
  const entries = await store.registrations.entries(registrationId);
  const journey = await store.journeys.byId(journeyId);
  const input: RegistrationInput = {
    ...{ registrationId, journeyId, nonce: randomId(), intent: 'register', epoch: Math.max(epoch, 0) + 1 },
    language: journey?.language ?? 'en',
    sandbox: sandboxRegistration(config, entries?.email),
  };
  await again(temporal.client, 'registration', registrationWorkflowId(registrationId), [input]);
}
