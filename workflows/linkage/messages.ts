import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Submission, SubmissionResult } from '../submission.js';

/** What starts getting a person's linkage keys for a partner. Its row is in the store before (`linkages.open`). */
export type LinkageInput = { linkageId: string; accountId: string; partnerId: string; nonce: string };

/** The workflow's name, for those who start it. */
export const linkageWorkflow = 'linkage';

export const linkageWorkflowId = (linkageId: string): string => `linkage-${linkageId}`;

/** Its actions: `again` asks the GP system once more, `paper` looks at the key in the form, `without` ends it. */
export const submitLinkage = defineUpdate<SubmissionResult, [Submission]>('submit');

/** The email address that was not taken is another now, in PDS or here: sent by the workflow that changed it. */
export const contactsSent = defineSignal('contacts-sent');
