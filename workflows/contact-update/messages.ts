import { defineUpdate } from '@temporalio/workflow';
import type { Submission, SubmissionResult } from '../submission.js';

/** What starts a comparison with PDS. Its row is in the store before (`contactUpdates.open`). */
export type ContactUpdateInput = {
  updateId: string;
  accountId: string;
  nonce: string;
  /** The GP system did not take the person's email address: this linkage tries again when PDS has it. */
  linkageId?: string;
};

/** The workflow's name, for those who start it. */
export const contactUpdateWorkflow = 'contactUpdate';

export const contactUpdateWorkflowId = (updateId: string): string => `contact-update-${updateId}`;

/** Its actions: `email`, `mobile` and `both` send what differs; `again` asks PDS once more. */
export const submitContactUpdate = defineUpdate<SubmissionResult, [Submission]>('submit');
