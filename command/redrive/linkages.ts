import type { LinkageState } from '../../domain/linkage/linkage.js';
import { linkageWorkflow, linkageWorkflowId } from '../../workflows/linkage/messages.js';
import type { Kind } from './kind.js';

/** Connections to GP surgeries: they last an hour, and are not worth more than their end. */
export const linkages: Kind<LinkageState> = {
  workflow: linkageWorkflow,
  workflowId: linkageWorkflowId,
  open: (store) => store.linkages.unfinishedIds(),
  read: async (store, id) => {
    const state = await store.linkages.openState(id);
    // Not begun: its page starts it.
    return state && state.version > 0 ? state : undefined;
  },
  about: ({ accountId }) => ({ accountId }),
  remedy: () => 'end it and erase its keys: the person’s next sign-in begins another',
  restart: async ({ store }, { id }) => {
    await store.linkages.end(id);
    return true;
  },
  kept: (store, id) => store.linkages.state(id),
};
