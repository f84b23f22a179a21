import { liveRecoverySteps } from '../../domain/accounts/recovery.js';
import { finalCaseSteps } from '../../domain/verification/case-state.js';
import type { Recovery } from '../../store/accounts/recoveries.js';
import { again } from '../../ui/workflows/ask.js';
import {
  type RecoveryInput,
  recoveryProved,
  recoveryWorkflow,
  recoveryWorkflowId,
} from '../../workflows/recovery/messages.js';
import type { Kind } from './kind.js';

/** Recoveries of accounts. */
export const recoveries: Kind<Recovery> = {
  workflow: recoveryWorkflow,
  workflowId: recoveryWorkflowId,
  open: (store) => store.recoveries.liveIds(),
  read: async (store, id) => {
    const recovery = await store.recoveries.byId(id);
    return recovery && liveRecoverySteps.includes(recovery.step) ? recovery : undefined;
  },
  about: ({ accountId }) => ({ accountId }),
  remedy: ({ step }) => `start it again at the step ${step}: the time in which it can be stopped, or used, begins anew`,
  restart: async ({ store, temporal: { client } }, { _id: recoveryId, accountId, proof, step }) => {
    const input: RecoveryInput = { recoveryId, accountId, proof, ready: step === 'ready' };
    await again(client, recoveryWorkflow, recoveryWorkflowId(recoveryId), [input]);
    // Its case told the workflow that is lost.
    const ended = await store.cases.byId(recoveryId);
    if (ended && finalCaseSteps.includes(ended.step)) {
      const handle = client.workflow.getHandle(recoveryWorkflowId(recoveryId));
      await handle.signal(recoveryProved, { proved: ended.step === 'verified' });
    }
    return true;
  },
  kept: (store, id) => store.recoveries.byId(id),
};
