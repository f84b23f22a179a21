import type { Client } from '@temporalio/client';
import {
  type ContactChangeInput,
  contactChangeWorkflow,
  contactChangeWorkflowId,
  submitContactChange,
  undoContactChange,
} from '../../workflows/contact-change/messages.js';
import type { Submission, SubmissionResult } from '../../workflows/submission.js';
import { operation, patiently, start, submit } from './ask.js';

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
