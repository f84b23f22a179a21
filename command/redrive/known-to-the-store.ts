import { type CaseState, finalCaseSteps } from '../../domain/case-state.js';
import type { RegistrationState } from '../../domain/registration-state.js';
import { again } from '../../ui/workflows/ask.js';
import { closureWorkflow, closureWorkflowId } from '../../workflows/closure/messages.js';
import { registrationStands, registrationWorkflowId } from '../../workflows/registration/messages.js';
import { caseStands, verificationWorkflowId } from '../../workflows/verification/messages.js';
import type { Opened } from '../open.js';
import { compare } from './compare.js';
import { look } from './look.js';
import { restartCase, whatRestartingDoes } from './restart-case.js';
import { restartRegistration } from './restart-registration.js';
import type { Stuck } from './stuck.js';

/** What the store holds open and its workflow does not take further: cases, what is kept of them, registrations, closings. */
export async function* knownToTheStore(opened: Opened): AsyncGenerator<() => Promise<Stuck | undefined>> {
  const { store } = opened;
  for await (const state of store.cases.live()) yield () => ofCase(opened, state);
  for await (const caseId of store.evidence.kept()) yield () => ofKept(opened, caseId);
  for await (const state of store.registrations.unfinished()) yield () => ofRegistration(opened, state);
  for await (const closing of store.closings.open()) yield () => ofClosing(opened, closing);
}

async function ofCase(opened: Opened, state: CaseState): Promise<Stuck | undefined> {
  const { store } = opened;
  const account = await store.accounts.byId(state.accountId);
  // Not begun: the person's next look at it starts it.
  if (!account || state.version === 0) return undefined;
  return compare(opened, {
    ...{ workflowId: verificationWorkflowId(state.id), accountId: state.accountId, caseId: state.id },
    query: caseStands,
    state: async () => {
      const now = await store.cases.byId(state.id);
      return now?.live ? now : undefined;
    },
    remedy: { says: whatRestartingDoes(state), apply: () => restartCase(opened, state, account) },
  });
}

/** A case that is over and of which something is kept has a workflow still, which erases it. */
async function ofKept(opened: Opened, caseId: string): Promise<Stuck | undefined> {
  const state = await opened.store.cases.byId(caseId);
  const account = state && (await opened.store.accounts.byId(state.accountId));
  if (!account || !finalCaseSteps.includes(state.step)) return undefined;
  const workflowId = verificationWorkflowId(caseId);
  const { state: seen } = await look(opened.temporal.client, workflowId);
  if (seen !== 'missing' && seen !== 'ended') return undefined;
  if ((await opened.store.evidence.list(caseId)).length === 0) return undefined;
  return {
    ...{ workflowId, what: 'missing', accountId: account._id, caseId },
    says: 'the case is over, and nobody erases what is kept of it',
    remedy: { says: whatRestartingDoes(state), apply: () => restartCase(opened, state, account) },
  };
}

function ofRegistration(opened: Opened, state: RegistrationState): Promise<Stuck | undefined> {
  return compare(opened, {
    workflowId: registrationWorkflowId(state.id),
    query: registrationStands,
    state: async () => {
      const now = await opened.store.registrations.state(state.id);
      return now && !['done', 'ended', 'too-young'].includes(now.step) ? now : undefined;
    },
    remedy: {
      says: 'start it again: the person gets a new code by email, and enters what they had entered',
      apply: () => restartRegistration(opened, state),
    },
  });
}

async function ofClosing(
  { temporal }: Opened,
  closing: { accountId: string; closingId: string },
): Promise<Stuck | undefined> {
  const workflowId = closureWorkflowId(closing.closingId);
  const { state: seen } = await look(temporal.client, workflowId);
  if (seen !== 'missing' && seen !== 'ended') return undefined;
  return {
    ...{ workflowId, what: 'missing', accountId: closing.accountId },
    says: 'the account is closing, and nobody erases it',
    remedy: {
      says: 'start it again: its seven days begin anew',
      apply: () => again(temporal.client, closureWorkflow, workflowId, [closing]),
    },
  };
}
