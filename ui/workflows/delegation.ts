import type { Client } from '@temporalio/client';
import type { KnownDelegation } from '../../store/delegation/delegations.js';
import {
  type DelegationInput,
  delegationDecided,
  delegationStopped,
  delegationWorkflow,
  delegationWorkflowId,
  submitDelegation,
} from '../../workflows/delegation/messages.js';
import type { Submission, SubmissionResult } from '../../workflows/submission.js';
import { operation, patiently, start, submit } from './ask.js';

/** Starts a delegation; one already started goes on as it is. */
export function startDelegation(temporal: Client, input: DelegationInput): Promise<void> {
  return start(temporal, delegationWorkflow, delegationWorkflowId(input.begun.id), input);
}

/** What starts it where it was never started: whoever made the request may have been killed. */
function startOf({ id, nonce, ...known }: KnownDelegation) {
  const { basis, actorId, subjectId, step, end, months, partners, kinds } = known;
  const { endsAt, reviewAt, sixteenAt, thirteenAt } = known;
  const begun = {
    ...{ id, basis, actorId, subjectId, step, end, months, partners, kinds },
    ...{ endsAt, reviewAt, sixteenAt, thirteenAt },
  };
  return operation(delegationWorkflow, delegationWorkflowId(id), { begun, nonce });
}

/** Hands it a form, as to a registration. */
export function submitToDelegation(
  temporal: Client,
  delegation: KnownDelegation,
  submission: Submission,
): Promise<SubmissionResult | undefined> {
  return submit(temporal, submission, submitDelegation, () => startOf(delegation));
}

/** A caseworker has decided, which the store knows already. @param by who they are: each of two is told of by an Update of its own */
export async function tellDelegationDecided(temporal: Client, delegation: KnownDelegation, by: string): Promise<void> {
  const { since } = delegation;
  await patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(delegationDecided, {
      updateId: `decided-${since}-${by}`,
      args: [`${since} ${by}`],
      startWorkflowOperation: startOf(delegation),
    }),
  );
}

/** Somebody has stopped a delegation, which the store knows already: its workflow does what follows. */
export async function tellDelegationStopped(temporal: Client, delegation: KnownDelegation): Promise<void> {
  await patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(delegationStopped, {
      updateId: 'stopped',
      args: [],
      startWorkflowOperation: startOf(delegation),
    }),
  );
}
