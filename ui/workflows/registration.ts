import type { Client } from '@temporalio/client';
import {
  type RegistrationInput,
  registrationWorkflowId,
  submitRegistration,
} from '../../workflows/registration/messages.js';
import type { Submission, SubmissionResult } from '../../workflows/submission.js';
import { operation, start, submit } from './ask.js';

/** Starts a registration; one already started goes on as it is. */
export function startRegistration(temporal: Client, input: RegistrationInput): Promise<void> {
  return start(temporal, 'registration', registrationWorkflowId(input.registrationId), input);
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
