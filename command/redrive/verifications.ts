import { type CaseState, finalCaseSteps } from '../../domain/verification/case-state.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Store } from '../../store/database.js';
import { verificationWorkflowId } from '../../workflows/verification/messages.js';
import type { Kind } from './kind.js';
import { restartCase, whatRestartingDoes } from './restart-case.js';

type Case = { state: CaseState; account: Account };

const common = {
  workflow: 'verification',
  workflowId: verificationWorkflowId,
  about: ({ state }: Case) => ({ accountId: state.accountId, caseId: state.id }),
  remedy: ({ state }: Case) => whatRestartingDoes(state),
  restart: restartCase,
};

/** Verification cases that are under way. */
export const cases: Kind<Case> = {
  ...common,
  open: (store) => store.cases.liveIds(),
  read: async (store, id) => {
    const found = await caseOf(store, id);
    // Not begun: the person's next look at it starts it.
    return found?.state.live && found.state.version > 0 ? found : undefined;
  },
  standing: { of: ({ state }) => state, over: finalCaseSteps },
  kept: (store, id) => store.cases.byId(id),
};

/** A case that is over and of which something is kept has a workflow still, which erases it. */
export const endedCases: Kind<Case> = {
  ...common,
  open: (store) => store.evidence.kept(),
  read: async (store, id) => {
    const found = await caseOf(store, id);
    if (!found || !finalCaseSteps.includes(found.state.step)) return undefined;
    return (await store.evidence.list(id)).length > 0 ? found : undefined;
  },
};

async function caseOf({ cases: rows, accounts }: Store, id: string): Promise<Case | undefined> {
  const state = await rows.byId(id);
  const account = state && (await accounts.byId(state.accountId));
  return account ? { state, account } : undefined;
}
