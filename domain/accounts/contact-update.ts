import { hour } from '../clock.js';

/** What PDS lets a person change, of what they sign in with. */
export type PdsContactKind = 'email' | 'mobile';

/** A comparison that nobody goes on with ends after this long. */
export const comparisonEnds = hour;

/**
 * `reading`: PDS is asked; `compare`: the person sees both; `sending`: theirs is on its way; `unavailable`: PDS does not answer;
 * `restricted`: PDS shows and takes no contacts of this person; `ended`: nobody went on with it.
 */
export type ContactUpdateStep = 'reading' | 'compare' | 'sending' | 'unavailable' | 'restricted' | 'ended';

/** The public state that the workflow of a contact update projects: nothing personal. */
export type ContactUpdateState = {
  id: string;
  accountId: string;
  version: number;
  epoch: number;
  step: ContactUpdateStep;
  nonce: string;
  /** Which contacts differ from those that the account signs in with. */
  differs: PdsContactKind[];
  /** What came of the last sending: put there, or PDS had been changed by somebody else meanwhile and was read again. */
  outcome?: 'sent' | 'conflict';
  updatedAt: number;
};
