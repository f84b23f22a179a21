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
  /** The page has compared the password with the hash: only the verdict is submitted. */
  'resume-password': { right: boolean };
  /** Somebody under 13 says only that. `mobile` in E.164; absent with the action that goes without one. */
  'create-account': { over13: 'no' } | { over13: 'yes'; passwordHash: string; terms: string; mobile?: string };
  /** E.164. */
  mobile: { mobile: string };
  /** Actions: `continue`, `resend`, `change` (another number). */
  'mobile-code': { code: string };
};

/** The same for a verification. */
export type VerificationFormValues = {
  details: Details;
  /** Evidence pieces are in the store before: only their ids are named. */
  document: { evidenceIds: string[]; captured: 'camera' | 'file' };
  /** `keep`: a template of the face may stay with the account. */
  'face-consent': { agreed: boolean; keep?: boolean };
  /** When the page was made, and when its pictures arrived, both by the server's clock (ms since 1970). */
  face: { evidenceIds: string[]; captured: 'camera' | 'file'; issuedAt: number; receivedAt?: number };
};
