import type { Client } from '@temporalio/client';
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

/** Hands it a form, as to a registration. */
export function submitToDelegation(
  temporal: Client,
  input: DelegationInput,
  submission: Submission,
): Promise<SubmissionResult | undefined> {
  const workflowId = delegationWorkflowId(input.begun.id);
  return submit(temporal, submission, submitDelegation, () => operation(delegationWorkflow, workflowId, input));
}

/**
 * A caseworker has decided, which the store knows already.
 * @param since when the step began that they decided on @param by who they are: each of two is told of by an Update of its own
 */
export async function tellDelegationDecided(
  temporal: Client,
  input: DelegationInput,
  since: number,
  by: string,
): Promise<void> {
  const startWorkflowOperation = () => operation(delegationWorkflow, delegationWorkflowId(input.begun.id), input);
  await patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(delegationDecided, {
      updateId: `decided-${since}-${by}`,
      args: [`${since} ${by}`],
      startWorkflowOperation: startWorkflowOperation(),
    }),
  );
}

/** Somebody has stopped a delegation, which the store knows already: its workflow does what follows. */
export async function tellDelegationStopped(temporal: Client, input: DelegationInput): Promise<void> {
  const startWorkflowOperation = () => operation(delegationWorkflow, delegationWorkflowId(input.begun.id), input);
  await patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(delegationStopped, {
      updateId: 'stopped',
      args: [],
      startWorkflowOperation: startWorkflowOperation(),
    }),
  );
}
