import { day, hour } from '../clock.js';
import type { FieldErrors } from '../journey/field-errors.js';
import type { Challenge } from './challenge.js';
import { letterCodes } from './letter-codes.js';

/** What an account is reached and signed in by. */
export const contactKinds = ['email', 'mobile', 'landline', 'address'] as const;

export type ContactKind = (typeof contactKinds)[number];

/** How long a change can be undone by whoever had the contact before. */
export const undoLasts = 7 * day;

/** A change that nobody goes on with ends after this long: a letter takes days. */
export const unfinishedChangeEnds = (kind: ContactKind): number => (kind === 'address' ? letterCodes.lifetime : hour);

/**
 * `code`: the new contact is to be confirmed; `in-use`: an account with that email address exists, which only its reader is told; `changed`:
 * it can still be undone; `kept`: no more; `undone`: the old contact is back; `ended`: nothing was changed.
 */
const contactChangeSteps = ['code', 'in-use', 'changed', 'kept', 'undone', 'ended'] as const;

export type ContactChangeStep = (typeof contactChangeSteps)[number];

/** Steps in which its workflow waits for something. */
export const openContactChangeSteps: readonly ContactChangeStep[] = ['code', 'changed'];

/** Steps in which it is over. */
export const lastContactChangeSteps = contactChangeSteps.filter((step) => !openContactChangeSteps.includes(step));

/** The public state that the workflow of a change projects: nothing personal. */
export type ContactChangeState = {
  id: string;
  accountId: string;
  kind: ContactKind;
  version: number;
  epoch: number;
  step: ContactChangeStep;
  /** The value that the next form must carry. */
  nonce: string;
  errors: FieldErrors;
  /** The code now awaited. */
  challenge?: Challenge;
  updatedAt: number;
};
