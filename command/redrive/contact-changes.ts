import {
  type ContactChangeState,
  lastContactChangeSteps,
  openContactChangeSteps,
} from '../../domain/accounts/contact-change.js';
import { randomId } from '../../platform/random-id.js';
import { hasFixedCodes } from '../../ui/sandbox/fixed-codes.js';
import { again } from '../../ui/workflows/ask.js';
import {
  type ContactChangeInput,
  contactChangeWorkflow,
  contactChangeWorkflowId,
} from '../../workflows/contact-change/messages.js';
import type { Kind } from './kind.js';

/** Changes of sign-in contacts, from the code until they can be undone no more. */
export const contactChanges: Kind<ContactChangeState> = {
  workflow: contactChangeWorkflow,
  workflowId: contactChangeWorkflowId,
  open: (store) => store.contactChanges.openIds(),
  read: async (store, id) => {
    const state = await store.contactChanges.state(id);
    return state && openContactChangeSteps.includes(state.step) ? state : undefined;
  },
  about: ({ accountId }) => ({ accountId }),
  standing: { of: (state) => state, over: lastContactChangeSteps },
  remedy: ({ step }) =>
    step === 'code'
      ? 'start it again: a new code goes out'
      : 'start it again: the former contact is forgotten in its time',
  restart: async ({ store, config, temporal }, { id: changeId, accountId, kind, epoch, step }) => {
    const account = await store.accounts.byId(accountId);
    if (!account) return false;
    const { language } = account;
    const fixedCodes = hasFixedCodes({ ...config, store }, account);
    const input: ContactChangeInput = {
      ...{ changeId, accountId, kind, language, nonce: randomId(), again: { step, epoch: Math.max(epoch, 0) + 1 } },
      ...(fixedCodes ? { fixedCodes } : {}),
    };
    await again(temporal.client, contactChangeWorkflow, contactChangeWorkflowId(changeId), [input]);
    return true;
  },
  kept: (store, id) => store.contactChanges.state(id),
};
