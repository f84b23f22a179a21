import { defineUpdate } from '@temporalio/workflow';
import type { Submission, SubmissionResult } from '../submission.js';

/** What starts a registration. Its row, with the email address sealed in it, is in the store before (`registrations.open`). */
export type RegistrationInput = {
  registrationId: string;
  journeyId: string;
  /** The nonce that the row was opened with: the first form carries it. */
  nonce: string;
  language: 'en' | 'cy';
  /** `reset`: the person asked for a new password. Known only to choose the page after the code. */
  intent: 'register' | 'reset';
  /** Begun anew so many times, because it was lost: what the one before still writes counts no more. */
  epoch?: number;
  /** In a sandbox only: it can be travelled in; and whether its codes are the fixed one, of a test person. */
  sandbox?: { fixedCodes: boolean } | undefined;
};

export const registrationWorkflowId = (registrationId: string): string => `registration-${registrationId}`;

export const submitRegistration = defineUpdate<SubmissionResult, [Submission]>('submit');
