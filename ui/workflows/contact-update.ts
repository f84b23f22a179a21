import type { Client } from '@temporalio/client';
import {
  type ContactUpdateInput,
  contactUpdateWorkflow,
  contactUpdateWorkflowId,
  submitContactUpdate,
} from '../../workflows/contact-update/messages.js';
import type { Submission, SubmissionResult } from '../../workflows/submission.js';
import { operation, start, submit } from './ask.js';

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
