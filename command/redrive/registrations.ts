import { lastRegistrationSteps, type RegistrationState } from '../../domain/accounts/registration-state.js';
import { randomId } from '../../platform/random-id.js';
import { sandboxRegistration } from '../../ui/sandbox/fixed-codes.js';
import { again } from '../../ui/workflows/ask.js';
import { type RegistrationInput, registrationWorkflowId } from '../../workflows/registration/messages.js';
import type { Kind } from './kind.js';

/** Registrations. What was entered lies in the store, but what of it was proved only the workflow knew. */
export const registrations: Kind<RegistrationState> = {
  workflow: 'registration',
  workflowId: registrationWorkflowId,
  open: (store) => store.registrations.unfinishedIds(),
  read: async (store, id) => {
    const state = await store.registrations.state(id);
    return state && !lastRegistrationSteps.includes(state.step) ? state : undefined;
  },
  about: () => ({}),
  standing: { of: (state) => state, over: lastRegistrationSteps },
  remedy: () => 'start it again: the person gets a new code by email, and enters what they had entered',
  restart: async ({ store, config, temporal }, { id: registrationId, journeyId, epoch }) => {
    const entries = await store.registrations.entries(registrationId);
    const journey = await store.journeys.byId(journeyId);
    const input: RegistrationInput = {
      ...{ registrationId, journeyId, nonce: randomId(), intent: 'register', epoch: Math.max(epoch, 0) + 1 },
      language: journey?.language ?? 'en',
      sandbox: sandboxRegistration(config, entries?.email),
    };
    await again(temporal.client, 'registration', registrationWorkflowId(registrationId), [input]);
    return true;
  },
  kept: (store, id) => store.registrations.state(id),
};
