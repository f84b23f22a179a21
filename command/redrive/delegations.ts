import { randomId } from '../../platform/random-id.js';
import type { KnownDelegation } from '../../store/delegation/delegations.js';
import { again } from '../../ui/workflows/ask.js';
import { type DelegationInput, delegationWorkflow, delegationWorkflowId } from '../../workflows/delegation/messages.js';
import type { Kind } from './kind.js';

/** Delegations, from the request to their end years later. */
export const delegations: Kind<KnownDelegation> = {
  workflow: delegationWorkflow,
  workflowId: delegationWorkflowId,
  open: (store) => store.delegations.openIds(),
  read: async (store, id) => {
    const known = await store.delegations.byId(id);
    return known && known.step !== 'ended' ? known : undefined;
  },
  about: ({ actorId }) => ({ accountId: actorId }),
  standing: { of: (state) => state, over: ['ended'] },
  remedy: ({ step }) => `start it again at the step ${step}, with its times`,
  restart: async ({ temporal }, known) => {
    const {
      version,
      epoch,
      since,
      nonce: _,
      updatedAt: __,
      marks: ___,
      decisions: ____,
      createdAt: _____,
      ...begun
    } = known;
    const input: DelegationInput = {
      ...{ begun, nonce: randomId() },
      again: { epoch: Math.max(epoch, 0) + 1, version, since },
    };
    await again(temporal.client, delegationWorkflow, delegationWorkflowId(begun.id), [input]);
    return true;
  },
  kept: (store, id) => store.delegations.byId(id),
};
