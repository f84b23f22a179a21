import { unfinishedEnds } from '../../domain/journey/unfinished.js';
import type { Submission, SubmissionResult } from '../submission.js';
import { store } from './activities.js';
import { chooseAfterAttempts } from './after-attempts.js';
import { CaseProgress } from './case-progress.js';
import { takeDecision } from './decision.js';
import { chooseAfterTrace, traceDetails } from './details.js';
import { beginDocumentAgain, reviewDocument, takeDocument } from './document.js';
import { reviewFace, takeFace, takeFaceConsent } from './face.js';
import type { Decision } from './messages.js';

/** One verification case: details → PDS trace → P5 → document → face scan → decision → P9. Reads like the policy, one part per step. */
export class Verification extends CaseProgress {
  staleNow({ nonce, step }: Submission): SubmissionResult | undefined {
    const awaited = !this.over && nonce === this.state.nonce && step === this.state.step;
    return awaited ? undefined : this.#stale();
  }

  staleDecision({ reviewId }: Decision): SubmissionResult | undefined {
    return !this.over && reviewId === this.state.reviewId ? undefined : this.#stale();
  }

  staleRaise(): SubmissionResult | undefined {
    return this.over ? this.#stale() : undefined;
  }

  #stale(): SubmissionResult {
    return { outcome: 'stale', version: this.state.version };
  }

  get inReview(): boolean {
    return this.state.step === 'in-review';
  }

  /** Acts on one form. `shown` answers the person's browser as soon as the page has something to show; a check goes on after it. */
  async act(submission: Submission, shown: () => void): Promise<void> {
    this.waiting = { since: Date.now(), reminded: 0 };
    switch (this.state.step) {
      case 'details':
        return traceDetails(this, submission.nonce, shown);
      case 'details-unavailable':
        if (submission.action === 'retry' && this.findings.detailsForm) {
          return traceDetails(this, this.findings.detailsForm, shown);
        }
        return chooseAfterTrace(this, submission.action);
      case 'details-no-match':
      case 'details-many-matches':
      case 'details-restricted':
      case 'details-invalidated':
      case 'details-differ':
      case 'details-limit':
      case 'details-duplicate':
        return chooseAfterTrace(this, submission.action);
      case 'document':
        if (submission.action === 'restart') return beginDocumentAgain(this);
        return takeDocument(this, submission.nonce, shown);
      case 'document-attempts':
        return chooseAfterAttempts(this, submission.action, reviewDocument);
      case 'face-consent':
        return takeFaceConsent(this, submission.nonce);
      case 'face':
        return takeFace(this, submission.nonce, shown);
      case 'face-attempts':
        return chooseAfterAttempts(this, submission.action, reviewFace);
    }
  }

  /** The checker's decision on the review that waits now. */
  async decided(decision: Decision): Promise<void> {
    await takeDecision(this, decision);
  }

  /** In a sandbox: a test person's referral is decided by itself. A caseworker who has it on the desk comes first. */
  async answerReview(): Promise<void> {
    const { reviewId } = this.state;
    const now = Date.now();
    const decision = reviewId && (await store.answerReview({ ...this.ids, reviewId, now }));
    this.findings.reviewAnswered = decision ? undefined : now + (this.input.sandbox?.reviewsTake ?? unfinishedEnds);
    if (decision) await this.decided(decision);
  }

  async remind(): Promise<void> {
    this.waiting.reminded += 1;
    await this.tell('reminder', `${this.waiting.since}-${this.waiting.reminded}`);
  }

  /** 28 days without a step by the person: the case ends and its evidence is erased. */
  async expire(): Promise<void> {
    await this.finish('expired', ['case_expired']);
    await this.eraseEvidence();
  }

  /** The person takes back what they sent: it is erased before they are told so, and nobody is asked to review it. */
  async withdraw(): Promise<void> {
    const { reviewId } = this.state;
    if (reviewId) await store.withdrawReview({ ...this.ids, reviewId, now: Date.now() });
    await this.eraseEvidence();
    await this.finish('expired', ['cancelled_by_person']);
  }

  /** How long what a case that is over was decided by is kept, in milliseconds: nothing is left of one that was erased already. */
  async keepsEvidenceFor(): Promise<number> {
    return store.evidenceKeptFor();
  }

  eraseEvidence(): Promise<void> {
    return store.eraseEvidence({ ...this.ids, now: Date.now() });
  }
}
