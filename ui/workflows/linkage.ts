import type { Client } from '@temporalio/client';
import {
  type LinkageInput,
  linkageWorkflow,
  linkageWorkflowId,
  submitLinkage,
} from '../../workflows/linkage/messages.js';
import type { Submission, SubmissionResult } from '../../workflows/submission.js';
import { operation, start, submit } from './ask.js';

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
