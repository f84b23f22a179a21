import type { FieldErrors } from '../journey/field-errors.js';
import type { Challenge } from './challenge.js';

/** What a registration needs from the person now. `done`: the account exists (or its password was changed) and the person may be signed in. */
export const registrationSteps = [
  'email-code',
  'already-registered',
  'new-password',
  'resume-password',
  'create-account',
  'too-young',
  'mobile',
  'mobile-code',
  'second-way',
  'landline',
  'landline-code',
  'address',
  'letter-code',
  'new-app',
  'new-passkey',
  'done',
  'ended',
] as const;

/** What may be proved besides email and password, to register. */
export type SecondMethod = 'sms' | 'tel' | 'letter' | 'otp' | 'pop';

export type RegistrationStep = (typeof registrationSteps)[number];

/** Steps in which it is over. */
export const lastRegistrationSteps: readonly RegistrationStep[] = ['done', 'ended', 'too-young'];

/** The public state a registration workflow projects: no personal data. */
export type RegistrationState = {
  id: string;
  journeyId: string;
  /** Raised by one with each projection; an older one never overwrites a newer. */
  version: number;
  /** Raised when a workflow is reset, so that its new run wins over the old run's versions. */
  epoch: number;
  step: RegistrationStep;
  /** The value the next form must carry. */
  nonce: string;
  errors: FieldErrors;
  /** The nonce of the form whose values are shown again beside `errors`. */
  form?: string;
  /** The code now awaited. */
  challenge?: Challenge;
  /** Set once the account is known and proved (`done`). */
  accountId?: string;
  /** How `done` was reached: `registered` has just proved email, password and a second way; `reset` still owes the second. */
  outcome?: 'registered' | 'reset';
  /** The second way that was proved. */
  method?: SecondMethod;
  updatedAt: number;
};
