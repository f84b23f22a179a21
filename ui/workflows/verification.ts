import type { Client } from '@temporalio/client';
import type { Submission, SubmissionResult } from '../../workflows/submission.js';
import {
  type RaiseWanted,
  raiseWanted,
  submitVerification,
  type VerificationInput,
  verificationWorkflowId,
  withdrawCase,
} from '../../workflows/verification/messages.js';
import { operation, patiently, start, submit } from './ask.js';

/** Starts a case; one already started goes on as it is. */
export function startVerification(temporal: Client, input: VerificationInput): Promise<void> {
  return start(temporal, 'verification', verificationWorkflowId(input.caseId), input);
}

/** The same for a verification case. */
export function submitToVerification(
  temporal: Client,
  input: VerificationInput,
  submission: Submission,
): Promise<SubmissionResult | undefined> {
  const workflowId = verificationWorkflowId(input.caseId);
  return submit(temporal, submission, submitVerification, () => operation('verification', workflowId, input));
}

/** A later journey asks for more than the case was opened for. */
export async function raiseCase(temporal: Client, input: VerificationInput, raise: RaiseWanted): Promise<void> {
  await patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(raiseWanted, {
      updateId: `wanted-${raise.journeyId}-${raise.wanted}`,
      args: [raise],
      startWorkflowOperation: operation('verification', verificationWorkflowId(input.caseId), input),
    }),
  );
}

/**
 * The person takes back what they sent: resolves when it is erased. A case whose workflow has ended has nothing left to erase.
 */
export async function withdrawFromCase(temporal: Client, input: VerificationInput): Promise<void> {
  const { caseId } = input;
  await patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(withdrawCase, {
      updateId: 'withdraw',
      args: [{ caseId }],
      startWorkflowOperation: operation('verification', verificationWorkflowId(caseId), input),
    }),
  );
}
