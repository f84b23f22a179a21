import { defineUpdate } from '@temporalio/workflow';
import type { ContactChangeState, ContactKind } from '../../domain/accounts/contact-change.js';
import type { Submission, SubmissionResult } from '../submission.js';

/** What starts a change of a sign-in contact. Its row, with the new contact sealed in it, is in the store before (`contactChanges.open`). */
export type ContactChangeInput = {
  changeId: string;
  accountId: string;
  kind: ContactKind;
  /** The nonce that the row was opened with. */
  nonce: string;
  language: 'en' | 'cy';
  /** Begun anew from there, because it was lost: what the one before still writes counts no more. */
  again?: Pick<ContactChangeState, 'epoch' | 'step'>;
  /** In a sandbox: its codes are the fixed one, of a test person. */
  fixedCodes?: boolean;
};

/** The workflow's name, for those who start it. */
export const contactChangeWorkflow = 'contactChange';

export const contactChangeWorkflowId = (changeId: string): string => `contact-change-${changeId}`;

export const submitContactChange = defineUpdate<SubmissionResult, [Submission]>('submit');

/** Whoever has the former contact takes it back; its secret was checked before. The Update's id is `undo`. */
export const undoContactChange = defineUpdate<SubmissionResult, []>('undo');
