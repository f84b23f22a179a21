import { defineUpdate } from '@temporalio/workflow';
import type { AskedPiece } from '../../domain/casework/asking-again.js';
import type { Attestation } from '../../domain/gpg45/attestation.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Level } from '../../domain/levels/levels.js';
import type { Submission, SubmissionResult } from '../submission.js';

/** What starts a verification case. */
export type VerificationInput = {
  caseId: string;
  accountId: string;
  journeyId: string;
  wanted: Level;
  /** The level the account already has. */
  level: Level;
  /** The account's epoch when the case was opened: a level proved in it is refused once the epoch has moved on. */
  accountEpoch: number;
  /** The nonce that the row was opened with: the first form carries it. */
  nonce: string;
  language: 'en' | 'cy';
  /** It proves anew whose the account is, for the recovery of the same id; by `face`, compared with the template that is kept, before all else. */
  recovery?: 'face' | 'verification' | undefined;
  /** In a sandbox only. */
  sandbox?: SandboxCase | undefined;
};

/** What a sandbox adds: it can be travelled in. Of a test person, how long things take by themselves (ms), and whether it all ends unfinished. */
export type SandboxCase = { checksTake?: number; reviewsTake?: number; expires?: true };

/** A checker's decision; the Update's id is `<reviewId>-<checkerId>`. */
export type Decision = {
  reviewId: string;
  outcome: 'pass' | 'decline' | 'ask';
  reasons: Reason[];
  attested?: Attestation;
  /** With `ask`: what the person is to send once more. */
  ask?: AskedPiece;
};

/** Raises what an open case aims at when a later journey asks for more. */
export type RaiseWanted = { wanted: Level; journeyId: string };

/** The person takes everything back: what they sent is erased at once, and the case ends if it has not. The Update's id is `withdraw`. */
export type Withdrawal = { caseId: string };

export const verificationWorkflowId = (caseId: string): string => `verification-${caseId}`;

export const submitVerification = defineUpdate<SubmissionResult, [Submission]>('submit');
export const decideReview = defineUpdate<SubmissionResult, [Decision]>('decide');
export const withdrawCase = defineUpdate<SubmissionResult, [Withdrawal]>('withdraw');
export const raiseWanted = defineUpdate<SubmissionResult, [RaiseWanted]>('raiseWanted');
