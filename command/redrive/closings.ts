import { again } from '../../ui/workflows/ask.js';
import { closureWorkflow, closureWorkflowId } from '../../workflows/closure/messages.js';
import type { Kind } from './kind.js';

type Closing = { closingId: string; accountId: string; erasing: boolean };

/** Accounts that are closing. Their workflow outlives them: it tells partners and the person at the very end. */
export const closings: Kind<Closing> = {
  workflow: closureWorkflow,
  workflowId: closureWorkflowId,
  open: (store) => store.closings.openIds(),
  read: async (store, closingId) => {
    const account = await store.closings.accountOf(closingId);
    return account ? { closingId, accountId: account._id, erasing: account.closing?.erasing === true } : undefined;
  },
  about: ({ accountId }) => ({ accountId }),
  remedy: ({ erasing }) =>
    erasing
      ? 'start it again: erasing goes on'
      : 'start it again: its seven days begin anew, since it may have been stopped',
  restart: async ({ temporal }, { closingId, accountId }) => {
    await again(temporal.client, closureWorkflow, closureWorkflowId(closingId), [{ closingId, accountId }]);
    return true;
  },
};
