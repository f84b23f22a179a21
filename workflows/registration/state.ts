import type { RegistrationProgress } from '../../domain/accounts/registration-progress.js';
import type { RegistrationState } from '../../domain/accounts/registration-state.js';
import type { SubmissionResult } from '../submission.js';
import type { Waiting } from '../waits.js';

/** What a registration carries through continue-as-new. */
export type Carried = {
  state: RegistrationState;
  progress: RegistrationProgress;
  waiting: Waiting;
  spent: [string, SubmissionResult][];
};
