import type { Details } from './identity.js';

/**
 * What each form puts (sealed, under its nonce) for the workflow to read, by step, already checked by the page's own rules:
 * trimmed, normalised, of the right shape. Actions other than `continue` put nothing.
 */
export type RegistrationFormValues = {
  /** Digits only. Actions: `continue`, `resend`. */
  'email-code': { code: string };
  /** Action `reset` (choose a new password). To sign in instead, the page leaves the registration alone. */
  'already-registered': Record<string, never>;
  'new-password': { passwordHash: string };
  /** The page has compared the password with the hash: only a right one is submitted. */
  'resume-password': Record<string, never>;
  'create-password': { passwordHash: string };
  age: { oldEnough: boolean };
  /** E.164. */
  mobile: { mobile: string };
  /** Actions: `continue`, `resend`, `change` (another number). */
  'mobile-code': { code: string };
  terms: { termsVersion: string };
};

/** The same for a verification. */
export type VerificationFormValues = {
  details: Details;
  /** Evidence pieces are in the store before: only their ids are named. */
  document: { evidenceIds: string[]; captured: 'camera' | 'file' };
  'face-consent': { agreed: boolean };
  face: { evidenceIds: string[]; captured: 'camera' | 'file'; issuedAt: number };
};
