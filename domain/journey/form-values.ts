import type { Details } from '../person/identity.js';

/** An authenticator app that was set up: its secret, the time step of the code that proved it, and what its owner calls it. */
export type NewApp = { secret: string; step: number; name: string };

/** A passkey that was made: its public key in base64url. */
export type NewPasskey = {
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: string[];
  name: string;
};

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
  /** E.164. */
  landline: { landline: string };
  'landline-code': { code: string };
  /** The lines of a letter's address, the name first. */
  address: { address: string[] };
  /** Actions: `continue`, `resend` (another letter), `change`, `other`. */
  'letter-code': { code: string };
  /** The page has checked a code of it: the time step of that is spent. */
  'new-app': { app: NewApp };
  'new-passkey': { passkey: NewPasskey };
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
