import type { AskedPiece } from '../../domain/casework/asking-again.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { CaseState } from '../../domain/verification/case-state.js';
import type { Signal } from '../../domain/verification/signals.js';
import type { SubmissionResult } from '../submission.js';
import type { Waiting } from '../waits.js';

/** What has been found so far: enough to decide, nothing personal. */
export type Findings = {
  /** The details matched one PDS record, and P5 was reached. */
  matched: boolean;
  /** Why a person must look at it: empty means that machines may decide. */
  referrals: Reason[];
  /** Signs of fraud: a strong one takes two checkers. */
  signals: Signal[];
  /** Failed attempts at the document and the face that are captured now. */
  failed: { document: number; face: number };
  /** The next face scan is compared with the account's own template, and shows by itself whose the account is. */
  byTemplate?: boolean;
  /** The person agreed to the use of face data in this case. */
  faceConsent?: boolean;
  /** The form whose details are frozen once P5 is reached, or go with a case that PDS could not match. */
  detailsForm?: string;
  /** A checker asked for one more thing; why they had the case. */
  asked?: { piece: AskedPiece; reasons: Reason[] } | undefined;
  /** In a sandbox: when the review of a test person is decided by itself (ms since 1970). */
  reviewAnswered?: number;
};

/** What a case carries through continue-as-new. */
export type Carried = {
  state: CaseState;
  findings: Findings;
  waiting: Waiting;
  spent: [string, SubmissionResult][];
};
