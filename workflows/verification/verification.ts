import { proxyActivities, uuid4 } from '@temporalio/workflow';
import type { CheckActivities } from '../../activities/checks/activities.js';
import type { VerificationActivities } from '../../activities/verification/activities.js';
import { type CaseState, type CaseStep, finalCaseSteps } from '../../domain/case-state.js';
import { attemptsPerCapture, type CheckResult, type TraceOutcome } from '../../domain/check-results.js';
import { decide } from '../../domain/decide.js';
import { higher, type Level, reaches } from '../../domain/levels.js';
import type { Reason } from '../../domain/reasons.js';
import { Background } from '../background.js';
import { quickly } from '../quickly.js';
import { send } from '../sending.js';
import type { Submission, SubmissionResult } from '../submission.js';
import { taskQueues } from '../task-queues.js';
import type { Waiting } from '../waits.js';
import type { Decision, RaiseWanted, VerificationInput } from './messages.js';
import type { Carried, Findings } from './state.js';

const store = quickly<VerificationActivities>();

/** A trace that PDS does not answer is told to the person after a minute: they choose whether to wait. */
const pds = proxyActivities<VerificationActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '25 seconds',
  heartbeatTimeout: '12 seconds',
  scheduleToCloseTimeout: '60 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
});

const checks = proxyActivities<CheckActivities>({
  taskQueue: taskQueues.checks,
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '12 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

const stepOfTrace: Readonly<Record<Exclude<TraceOutcome, 'match' | 'refused'>, { step: CaseStep; reason: Reason }>> = {
  none: { step: 'details-no-match', reason: 'details_no_match' },
  many: { step: 'details-many-matches', reason: 'details_many_matches' },
  restricted: { step: 'details-restricted', reason: 'details_restricted' },
  deceased: { step: 'details-deceased', reason: 'details_deceased' },
  invalidated: { step: 'details-invalidated', reason: 'details_invalidated' },
  differ: { step: 'details-differ', reason: 'details_differ' },
  limit: { step: 'details-limit', reason: 'details_limit_reached' },
  unavailable: { step: 'details-unavailable', reason: 'details_pds_unavailable' },
  duplicate: { step: 'details-duplicate', reason: 'details_duplicate' },
  'too-young': { step: 'too-young', reason: 'under_13' },
};

/** One verification case: details → PDS trace → P5 → document → face scan → decision → P9. Reads like the policy, one method per step. */
export class Verification {
  readonly background = new Background();
  state: CaseState;
  findings: Findings;
  waiting: Waiting;
  readonly #input: VerificationInput;

  constructor(input: VerificationInput, carried?: Carried) {
    this.#input = input;
    this.findings = carried?.findings ?? { matched: reaches(input.level, 'P5'), referrals: [] };
    this.waiting = carried?.waiting ?? { since: Date.now(), reminded: 0 };
    this.state = carried?.state ?? {
      id: input.caseId,
      accountId: input.accountId,
      journeyId: input.journeyId,
      version: 0,
      epoch: 0,
      live: true,
      wanted: input.wanted,
      reached: input.level,
      step: reaches(input.level, 'P5') ? 'document' : 'details',
      nonce: input.nonce,
      errors: {},
      reasons: [],
      attempts: { details: 0, document: 0, face: 0 },
      updatedAt: Date.now(),
    };
  }

  get over(): boolean {
    return finalCaseSteps.includes(this.state.step);
  }

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
        return this.#trace(submission.nonce, shown);
      case 'details-unavailable':
        if (submission.action === 'retry' && this.findings.detailsForm) {
          return this.#trace(this.findings.detailsForm, shown);
        }
        return this.#choose(submission.action);
      case 'details-no-match':
      case 'details-many-matches':
      case 'details-restricted':
      case 'details-invalidated':
      case 'details-differ':
      case 'details-limit':
      case 'details-duplicate':
        return this.#choose(submission.action);
      case 'document':
        return this.#document(submission.nonce, shown);
      case 'face-consent':
        return this.#faceConsent(submission.nonce);
      case 'face':
        return this.#face(submission.nonce, shown);
    }
  }

  /** The checker's decision on the review that waits now. */
  async decided(decision: Decision): Promise<void> {
    if (decision.outcome === 'decline') return this.#finish('declined', decision.reasons);
    const raised = await this.#raise('P9', 'review');
    if (raised === 'raised') return this.#finish('verified', ['review_passed']);
    await this.#finish('declined', [refusalOf(raised)]);
  }

  /** A later journey asks for more than the case was opened for. */
  async raiseWanted({ wanted, journeyId }: RaiseWanted): Promise<void> {
    this.state.wanted = higher(this.state.wanted, wanted);
    this.state.journeyId = journeyId;
    await this.#project();
  }

  async remind(): Promise<void> {
    this.waiting.reminded += 1;
    await this.#tell('reminder', `${this.waiting.since}-${this.waiting.reminded}`);
  }

  /** 28 days without a step by the person: the case ends and its evidence is erased. */
  async expire(): Promise<void> {
    await this.#finish('expired', ['case_expired']);
    await store.eraseEvidence({ caseId: this.state.id });
  }

  eraseEvidence(): Promise<void> {
    return store.eraseEvidence({ caseId: this.state.id });
  }

  async #trace(form: string, shown: () => void): Promise<void> {
    this.findings.detailsForm = form;
    this.state.attempts.details += 1;
    await this.#show('details-checking');
    shown();
    const { caseId, accountId } = this.#input;
    const attempt = this.state.attempts.details;
    const outcome = await pds
      .traceDetails({ caseId, accountId, form, attempt, now: Date.now() })
      .catch((): TraceOutcome => 'unavailable');
    if (outcome !== 'match') return this.#traceFailed(outcome, form);
    const raised = await store.raiseLevel(this.#raising('P5', 'pds-trace'));
    if (raised === 'duplicate') return this.#traceFailed('duplicate', form);
    if (raised === 'refused') return this.#finish('declined', ['account_changed']);
    this.findings.matched = true;
    this.state.reached = higher(this.state.reached, 'P5');
    if (reaches('P5', this.state.wanted)) return this.#finish('verified', []);
    await this.#show('document');
  }

  async #traceFailed(outcome: Exclude<TraceOutcome, 'match'>, form: string): Promise<void> {
    if (outcome === 'refused') return this.#finish('declined', ['account_changed']);
    const { step, reason } = stepOfTrace[outcome];
    if (finalCaseSteps.includes(step)) return this.#finish(step, [reason]);
    await this.#show(step, { reasons: [reason], form });
  }

  /** From a page that says why PDS did not match: try the details again, or prove who you are by a document, which a person then checks. */
  async #choose(action: string): Promise<void> {
    if (action === 'document' && this.state.step !== 'details-duplicate') {
      this.findings.referrals = [...this.findings.referrals, ...this.state.reasons];
      return this.#show('document');
    }
    const form = this.findings.detailsForm;
    await this.#show('details', form ? { form } : {});
  }

  async #document(form: string, shown: () => void): Promise<void> {
    this.state.attempts.document += 1;
    await this.#show('document-checking');
    shown();
    const { caseId, accountId } = this.#input;
    const attempt = this.state.attempts.document;
    const result = await checks.checkDocument({ caseId, accountId, form, attempt, now: Date.now() });
    if (result.verdict === 'retake' && attempt < attemptsPerCapture) {
      return this.#show('document', { reasons: result.reasons });
    }
    if (result.verdict !== 'good') this.#refer(result, 'document_attempts');
    await this.#show('face-consent');
  }

  async #faceConsent(form: string): Promise<void> {
    const { consented } = await store.recordFaceConsent({ ...this.#ids(), form, now: Date.now() });
    if (consented) return this.#show('face');
    this.findings.referrals = [...this.findings.referrals, 'face_consent_refused'];
    await this.#review(this.findings.referrals);
  }

  async #face(form: string, shown: () => void): Promise<void> {
    this.state.attempts.face += 1;
    await this.#show('face-checking');
    shown();
    const attempt = this.state.attempts.face;
    const face = await checks.checkFace({ ...this.#ids(), form, attempt, now: Date.now() });
    if (face.verdict === 'retake' && attempt >= attemptsPerCapture) this.#refer(face, 'face_attempts');
    const lastTry: CheckResult =
      face.verdict === 'retake' && attempt >= attemptsPerCapture ? { ...face, verdict: 'refer' } : face;
    const { matched: pdsMatched, referrals } = this.findings;
    const verdict = decide({ pdsMatched, referrals, face: lastTry });
    if (verdict.outcome === 'retake') return this.#show('face', { reasons: verdict.reasons });
    if (verdict.outcome === 'refer') return this.#review(verdict.reasons);
    const raised = await this.#raise('P9', 'machine');
    if (raised === 'raised') return this.#finish('verified', []);
    await this.#finish('declined', [refusalOf(raised)]);
  }

  #refer(result: CheckResult, attempts: Reason): void {
    const more = result.verdict === 'retake' ? [...result.reasons, attempts] : result.reasons;
    this.findings.referrals = [...new Set([...this.findings.referrals, ...more])];
  }

  async #review(reasons: Reason[]): Promise<void> {
    const reviewId = uuid4();
    // Known before the queue shows it: a decision made at once waits for the loop, and is not taken for stale.
    this.state.reviewId = reviewId;
    await store.openReview({ ...this.#ids(), reviewId, reasons, now: Date.now() });
    await this.#show('in-review', { reasons });
    await this.#tell('in-review', reviewId);
  }

  async #raise(level: Level, how: 'machine' | 'review'): Promise<'raised' | 'duplicate' | 'refused'> {
    const raised = await store.raiseLevel(this.#raising(level, how));
    if (raised === 'raised') this.state.reached = higher(this.state.reached, level);
    return raised;
  }

  #raising(level: Level, how: 'pds-trace' | 'machine' | 'review') {
    return { ...this.#ids(), level, how, accountEpoch: this.#input.accountEpoch, now: Date.now() };
  }

  async #finish(step: CaseStep, reasons: Reason[]): Promise<void> {
    this.state.live = false;
    await this.#show(step, { reasons });
    if (step === 'verified') await this.#tell('verified', step);
    if (step === 'declined') await this.#tell('declined', step);
    if (step === 'expired') await this.#tell('expired', step);
  }

  async #tell(
    template: 'reminder' | 'in-review' | 'verified' | 'declined' | 'expired',
    occasion: string,
  ): Promise<void> {
    const { language } = this.#input;
    const keys = await store.putNotice({ ...this.#ids(), template, occasion, language });
    for (const key of keys) this.background.run(async () => void (await send(key, 'notice')));
  }

  #ids() {
    return { caseId: this.#input.caseId, accountId: this.#input.accountId };
  }

  async #show(step: CaseStep, more: { reasons?: Reason[]; form?: string } = {}): Promise<void> {
    const { form: _, ...rest } = this.state;
    const form = more.form ? { form: more.form } : {};
    this.state = { ...rest, step, nonce: uuid4(), errors: {}, reasons: more.reasons ?? [], ...form };
    await this.#project();
  }

  async #project(): Promise<void> {
    this.state = { ...this.state, version: this.state.version + 1, updatedAt: Date.now() };
    await store.projectCase(this.state);
  }
}

function refusalOf(raised: 'duplicate' | 'refused'): Reason {
  return raised === 'duplicate' ? 'details_duplicate' : 'account_changed';
}
