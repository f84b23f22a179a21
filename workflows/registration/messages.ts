import { defineUpdate } from '@temporalio/workflow';
import type { Submission, SubmissionResult } from '../submission.js';

/** What starts a registration. The email address lies sealed in the store under `form`. */
export type RegistrationInput = {
  registrationId: string;
  journeyId: string;
  /** The nonce under which the form with the email address was put. */
  form: string;
  language: 'en' | 'cy';
  /** `reset`: the person asked for a new password. Known only to choose the page after the code. */
  intent: 'register' | 'reset';
};

export const registrationWorkflowId = (registrationId: string): string => `registration-${registrationId}`;

export const submitRegistration = defineUpdate<SubmissionResult, [Submission]>('submit');
