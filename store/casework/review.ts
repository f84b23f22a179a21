import type { AskedPiece } from '../../domain/casework/asking-again.js';
import type { CaseNeed } from '../../domain/casework/case-needs.js';
import type { SeenDocument } from '../../domain/casework/decline-reasons.js';
import type { HoldingReason } from '../../domain/casework/holding-reasons.js';
import type { RevisionReason } from '../../domain/casework/revision-reasons.js';
import type { Attestation } from '../../domain/gpg45/attestation.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Signal } from '../../domain/verification/signals.js';

export type ReviewDecision = {
  /** `ask`: the person is asked for one more thing, and the case comes back. */
  outcome: 'pass' | 'decline' | 'ask';
  reasons: Reason[];
  /** What a pass rests on. */
  attested?: Attestation;
  /** With `ask`: what. */
  ask?: AskedPiece;
  /** Of a decline, and of a document asked for again: which kind of document the reasons speak of. */
  document?: SeenDocument;
  checkerId: string;
  at: Date;
};

/** Who asks for a case: a senior may have one that two checkers disagree on. `skills`: what they can judge; everything where absent. */
export type Checker = { checkerId: string; senior: boolean; skills?: readonly CaseNeed[] | undefined };

/** Why a case is put aside, and with whom: nobody where it has not been opened since. */
export type Hold = { reason: HoldingReason; by: string; since: Date; with?: string };

/** A case that waits for a person's judgement. */
export type Review = {
  _id: string;
  caseId: string;
  accountId: string;
  /** In the queue, put aside on the holding list, or decided, asked back or withdrawn. */
  state: 'open' | 'held' | 'over';
  reasons: Reason[];
  /** Signs of fraud, for checkers only. */
  signals?: Signal[];
  /** What whoever decides it must be able to judge. */
  needs?: CaseNeed[];
  /** How many different checkers must agree: one where absent. */
  checkers?: 1 | 2;
  queuedAt: Date;
  /** By the service level: the queue is sorted by it. */
  dueAt: Date;
  /** Whose desk it is on, until when. */
  lease?: { checkerId: string; until: Date };
  hold?: Hold;
  /** Of two checkers: what the first decided, of which the second is told nothing; and the second, where they disagree. */
  first?: ReviewDecision;
  second?: ReviewDecision;
  /** Who has decided already and cannot have it again. */
  decidedBy?: string[];
  /** Who knows the person, or has decided about them before: not theirs to decide. */
  barred?: string[];
  firstBySenior?: true;
  /** Two checkers disagree, and a senior must decide. */
  disputed?: true;
  /** The decision in force. */
  decision?: ReviewDecision;
  /** While the case's workflow has not yet been told of the decision. */
  undelivered?: true;
  /** Set once the case's workflow has accepted the decision. */
  deliveredAt?: Date;
  /** Set instead when it could not be: the case had ended, or had gone on without this review. */
  refusedAt?: Date;
  /** A pass that was taken back. */
  revision?: { by: string; reason: RevisionReason; at: Date };
  /** While not all that follows from the revision was done. */
  revising?: true;
  /** Withdrawn when the case ended otherwise (expired). */
  withdrawnAt?: Date;
};

/** What one decision makes of a review: the decision in force, or a step towards it. */
export function stepOf(review: Review, by: ReviewDecision, senior: boolean): Partial<Review> {
  const { checkers, first, second } = review;
  const inForce = { decision: by, undelivered: true, state: 'over' } as const;
  // Asking harms nobody: one is enough for it, and both look at what comes.
  if (by.outcome === 'ask' || checkers !== 2 || second) return inForce;
  if (!first) return { first: by, ...(senior ? { firstBySenior: true } : {}) };
  if (first.outcome !== by.outcome) {
    const hadSenior = senior || review.firstBySenior === true;
    return { second: by, ...(hadSenior ? {} : { disputed: true }) };
  }
  return { ...inForce, decision: { ...by, reasons: [...new Set([...first.reasons, ...by.reasons])] } };
}

/** What this checker decided of a review, in force or not. */
export function ownDecision(review: Review, checkerId: string): ReviewDecision | undefined {
  return [review.decision, review.second, review.first].find((one) => one?.checkerId === checkerId);
}
