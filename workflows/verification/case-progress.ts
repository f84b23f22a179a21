import { getExternalWorkflowHandle, uuid4 } from '@temporalio/workflow';
import type { Reason } from '../../domain/journey/reasons.js';
import { higher, reaches } from '../../domain/levels/levels.js';
import { type CaseState, type CaseStep, finalCaseSteps, firstCaseStep } from '../../domain/verification/case-state.js';
import { addSignals, type Signal } from '../../domain/verification/signals.js';
import { Background } from '../background.js';
import { recoveryProved, recoveryWorkflowId } from '../recovery/messages.js';
import type { Stands } from '../stands.js';
import { Travel } from '../time-travel/travel.js';
import type { Waiting } from '../waits.js';
import { store } from './activities.js';
import type { RaiseWanted, VerificationInput } from './messages.js';
import type { Carried, Findings } from './state.js';

/** What a step may come with. */
type ShownWith = Partial<Pick<CaseState, 'reasons' | 'form' | 'look' | 'otherSide' | 'triesLeft' | 'anotherFrom'>>;

/** Where one case stands: its public state, what was found so far, and how both change. The parts of a verification work on it. */
export class CaseProgress {
  readonly background = new Background();
  readonly travel = new Travel();
  readonly input: VerificationInput;
  state: CaseState;
  findings: Findings;
  waiting: Waiting;

  constructor(input: VerificationInput, carried?: Carried) {
    this.input = input;
    this.findings = carried?.findings ?? {
      matched: reaches(input.level, 'P5'),
      ...(input.recovery === 'face' ? { byTemplate: true } : {}),
      referrals: [],
      signals: [],
      failed: { document: 0, face: 0 },
    };
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
      step: firstCaseStep(input.level, input.recovery),
      ...(input.recovery ? { recovery: input.recovery } : {}),
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

  get stands(): Stands {
    const { epoch, version, step, nonce } = this.state;
    return { epoch, version, step, nonce };
  }

  get ids() {
    return { caseId: this.input.caseId, accountId: this.input.accountId };
  }

  /** As if so much time had passed: everything that the case waits for began so much earlier. */
  travelBy(ms: number): void {
    this.waiting.since -= ms;
    if (this.findings.reviewAnswered) this.findings.reviewAnswered -= ms;
    if (this.state.anotherFrom) this.state.anotherFrom -= ms;
    this.travel.by(ms);
  }

  /** The slow checks of a test person. */
  async takeTime(): Promise<void> {
    const { checksTake } = this.input.sandbox ?? {};
    if (checksTake) await this.travel.wait(checksTake);
  }

  /** Notes why a person must look at the case. */
  refer(reasons: readonly Reason[]): void {
    this.findings.referrals = [...new Set([...this.findings.referrals, ...reasons])];
  }

  /** Notes signs of fraud; those of earlier attempts stay. */
  noteSignals(signals: readonly Signal[] = []): void {
    this.findings.signals = addSignals(this.findings.signals, signals);
  }

  /** A later journey asks for more than the case was opened for. */
  async raiseWanted({ wanted, journeyId }: RaiseWanted): Promise<void> {
    this.state.wanted = higher(this.state.wanted, wanted);
    this.state.journeyId = journeyId;
    await this.project();
  }

  /** Goes to a step, with what belongs to it alone. */
  async show(step: CaseStep, more: ShownWith = {}): Promise<void> {
    const { form: _, look: _l, otherSide: __, triesLeft: ___, anotherFrom: ____, ...rest } = this.state;
    this.state = { ...rest, step, nonce: uuid4(), errors: {}, reasons: [], ...more };
    await this.project();
  }

  async finish(step: CaseStep, reasons: Reason[]): Promise<void> {
    this.state.live = false;
    await this.show(step, { reasons });
    if (this.input.recovery) await this.#tellRecovery(step === 'verified');
    if (step === 'verified') await this.tell('verified', step);
    if (step === 'declined') await this.tell('declined', step);
    const tooLate = step === 'expired' && !reasons.includes('cancelled_by_person');
    if (tooLate) await this.tell('expired', step);
  }

  async tell(
    template: 'reminder' | 'in-review' | 'more-needed' | 'verified' | 'declined' | 'expired',
    occasion: string,
  ): Promise<void> {
    const { language, recovery } = this.input;
    // Whoever recovers an account cannot sign in to it: their browser shows how it stands, and the recovery tells the contacts.
    if (recovery) return;
    const keys = await store.putNotice({ ...this.ids, template, occasion, language });
    this.background.sendNotices(keys);
  }

  async #tellRecovery(proved: boolean): Promise<void> {
    const recovery = getExternalWorkflowHandle(recoveryWorkflowId(this.input.caseId));
    // It may be over already: stopped, or out of time.
    await recovery.signal(recoveryProved, { proved }).catch(() => undefined);
  }

  async project(): Promise<void> {
    this.state = { ...this.state, version: this.state.version + 1, updatedAt: Date.now() };
    await store.projectCase(this.state);
  }
}
