import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { Unavailable } from '../../platform/errors.js';
import { isOutage } from '../../platform/outage.js';
import {
  type ClosureInput,
  closingBegun,
  closingStopped,
  closureWorkflow,
  closureWorkflowId,
} from '../../workflows/closure/messages.js';
import {
  type ContactChangeInput,
  contactChangeWorkflow,
  contactChangeWorkflowId,
  submitContactChange,
  undoContactChange,
} from '../../workflows/contact-change/messages.js';
import {
  type ContactUpdateInput,
  contactUpdateWorkflow,
  contactUpdateWorkflowId,
  submitContactUpdate,
} from '../../workflows/contact-update/messages.js';
import {
  type LinkageInput,
  linkageWorkflow,
  linkageWorkflowId,
  submitLinkage,
} from '../../workflows/linkage/messages.js';
import {
  type MessageDeliveryInput,
  messageDeliveryWorkflow,
  messageDeliveryWorkflowId,
} from '../../workflows/message-delivery/messages.js';
import {
  type NewsMailingInput,
  newsMailingWorkflow,
  newsMailingWorkflowId,
} from '../../workflows/news-mailing/messages.js';
import {
  type RecoveryInput,
  recoveryStopped,
  recoveryWorkflow,
  recoveryWorkflowId,
  useRecovery,
} from '../../workflows/recovery/messages.js';
import {
  type RegistrationInput,
  registrationWorkflowId,
  submitRegistration,
} from '../../workflows/registration/messages.js';
import type { Submission, SubmissionResult } from '../../workflows/submission.js';
import { taskQueues } from '../../workflows/task-queues.js';
import {
  type RaiseWanted,
  raiseWanted,
  submitVerification,
  type VerificationInput,
  verificationWorkflowId,
  withdrawCase,
} from '../../workflows/verification/messages.js';

/** A page does not wait longer than this for Temporal: the person is told to try again, and nothing is lost. */
const PATIENCE_MS = 20_000;
const AGAIN_MS = 500;

/** Starts a registration; one already started goes on as it is. */
export function startRegistration(temporal: Client, input: RegistrationInput): Promise<void> {
  return start(temporal, 'registration', registrationWorkflowId(input.registrationId), input);
}

/** Starts a case; one already started goes on as it is. */
export function startVerification(temporal: Client, input: VerificationInput): Promise<void> {
  return start(temporal, 'verification', verificationWorkflowId(input.caseId), input);
}

/** Sends the code of a sign-in, or a message that lies in the store, without waiting for it. Sent once, however often it is asked for. */
export function sendMessage(temporal: Client, message: MessageDeliveryInput): Promise<void> {
  return start(temporal, messageDeliveryWorkflow, messageDeliveryWorkflowId(message), message);
}

/** Tells those whom a piece of news concerns; where that is going on already it goes on. */
export function startNewsMailing(temporal: Client, input: NewsMailingInput): Promise<void> {
  // Asked for again once it has ended, it tells those who came since.
  const again = { workflowIdReusePolicy: 'ALLOW_DUPLICATE' } as const;
  return start(temporal, newsMailingWorkflow, newsMailingWorkflowId(input), input, again);
}

/**
 * Hands a form to its registration as one Update whose id is the form's nonce: a double click, a reload or a retry finds the first
 * one's answer. Where the workflow was never started (Temporal was down then) it starts now; where it has ended nothing happens.
 *
 * @returns undefined where it has ended.
 */
export function submitToRegistration(
  temporal: Client,
  input: RegistrationInput,
  submission: Submission,
): Promise<SubmissionResult | undefined> {
  const workflowId = registrationWorkflowId(input.registrationId);
  return submit(temporal, submission, submitRegistration, () => operation('registration', workflowId, input));
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

/** Starts a change of a sign-in contact; one already started goes on as it is. */
export function startContactChange(temporal: Client, input: ContactChangeInput): Promise<void> {
  return start(temporal, contactChangeWorkflow, contactChangeWorkflowId(input.changeId), input);
}

/** Hands it a form, as to a registration. */
export function submitToContactChange(
  temporal: Client,
  input: ContactChangeInput,
  submission: Submission,
): Promise<SubmissionResult | undefined> {
  const workflowId = contactChangeWorkflowId(input.changeId);
  return submit(temporal, submission, submitContactChange, () => operation(contactChangeWorkflow, workflowId, input));
}

/** Takes a change back: resolves when that is done. @returns undefined where it can no longer be */
export async function undoChange(temporal: Client, changeId: string): Promise<SubmissionResult | undefined> {
  const handle = temporal.workflow.getHandle(contactChangeWorkflowId(changeId));
  return patiently(temporal, () => handle.executeUpdate(undoContactChange, { updateId: 'undo' }));
}

/** Closes an account: resolves when nobody is signed in to it any more. @returns whether it is closing */
export async function closeAccount(temporal: Client, input: ClosureInput): Promise<boolean> {
  const options = { updateId: 'begun', args: [] as [] };
  const begun = await patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(closingBegun, {
      ...options,
      startWorkflowOperation: operation(closureWorkflow, closureWorkflowId(input.closingId), input),
    }),
  );
  return begun === true;
}

/** Has people told that a closing was stopped, which the store knows already. */
export async function tellStopped(temporal: Client, closingId: string): Promise<void> {
  const handle = temporal.workflow.getHandle(closureWorkflowId(closingId));
  await handle.executeUpdate(closingStopped, { updateId: 'stopped' });
}

/** Starts a recovery; one already started goes on as it is. */
export function startRecovery(temporal: Client, input: RecoveryInput): Promise<void> {
  return start(temporal, recoveryWorkflow, recoveryWorkflowId(input.recoveryId), input);
}

/** Has people told that a recovery was stopped, which the store knows already. */
export async function tellRecoveryStopped(temporal: Client, recoveryId: string): Promise<void> {
  await temporal.workflow.getHandle(recoveryWorkflowId(recoveryId)).executeUpdate(recoveryStopped, {
    updateId: 'stopped',
  });
}

/** The person comes in: resolves when everything else that opened the account is gone. @returns whether they may */
export async function comeInByRecovery(temporal: Client, recoveryId: string): Promise<boolean> {
  const handle = temporal.workflow.getHandle(recoveryWorkflowId(recoveryId));
  return (await patiently(temporal, () => handle.executeUpdate(useRecovery, { updateId: 'use' }))) === true;
}

/** Starts a comparison with PDS. */
export function startContactUpdate(temporal: Client, input: ContactUpdateInput): Promise<void> {
  return start(temporal, contactUpdateWorkflow, contactUpdateWorkflowId(input.updateId), input);
}

/** Hands it what the person wants done. */
export function submitToContactUpdate(
  temporal: Client,
  input: ContactUpdateInput,
  submission: Submission,
): Promise<SubmissionResult | undefined> {
  const workflowId = contactUpdateWorkflowId(input.updateId);
  return submit(temporal, submission, submitContactUpdate, () => operation(contactUpdateWorkflow, workflowId, input));
}

/** Starts getting a person's linkage keys; what is under way goes on as it is. */
export function startLinkage(temporal: Client, input: LinkageInput): Promise<void> {
  return start(temporal, linkageWorkflow, linkageWorkflowId(input.linkageId), input);
}

/** Hands it what the person wants done. */
export function submitToLinkage(
  temporal: Client,
  input: LinkageInput,
  submission: Submission,
): Promise<SubmissionResult | undefined> {
  const workflowId = linkageWorkflowId(input.linkageId);
  return submit(temporal, submission, submitLinkage, () => operation(linkageWorkflow, workflowId, input));
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

async function submit(
  temporal: Client,
  submission: Submission,
  update: typeof submitRegistration,
  startWorkflowOperation: () => ReturnType<typeof operation>,
): Promise<SubmissionResult | undefined> {
  const options = { updateId: submission.nonce, args: [submission] as [Submission] };
  return patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(update, { ...options, startWorkflowOperation: startWorkflowOperation() }),
  );
}

async function start(
  temporal: Client,
  type: string,
  workflowId: string,
  input: unknown,
  more: { workflowIdReusePolicy?: 'ALLOW_DUPLICATE' } = {},
): Promise<void> {
  await patiently(temporal, () => temporal.workflow.start(type, { ...options(workflowId), ...more, args: [input] }));
}

/** Tries again as long as patience lasts: what is asked for has an id, and is done once. @returns undefined where it was done before. */
async function patiently<T>(temporal: Client, work: () => Promise<T>): Promise<T | undefined> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await temporal.withDeadline(end, work);
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
      // Temporal forgets an Update that nobody had accepted when a worker or a part of itself was killed: then it knows of none.
      const forgotten = error instanceof WorkflowNotFoundError;
      if (!forgotten && !isOutage(error)) throw error;
      if (Date.now() + AGAIN_MS > end) throw forgotten ? new Unavailable('update_forgotten', undefined, 5) : error;
      await sleep(AGAIN_MS);
    }
  }
}

function operation(type: string, workflowId: string, input: unknown) {
  return new WithStartWorkflowOperation(type, { ...options(workflowId), args: [input] });
}

/** The id of a workflow that has ended is spent: a stale form does not begin another. */
function options(workflowId: string) {
  return {
    workflowId,
    taskQueue: taskQueues.journeys,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  } as const;
}
