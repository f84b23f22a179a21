import { getExternalWorkflowHandle, uuid4 } from '@temporalio/workflow';
import type { RegistrationActivities } from '../../activities/registration/activities.js';
import { oneTimeCodes } from '../../domain/clock.js';
import type { FieldErrors } from '../../domain/field-errors.js';
import { noProgress, type RegistrationProgress, stepAfter } from '../../domain/registration-progress.js';
import type { RegistrationState, RegistrationStep } from '../../domain/registration-state.js';
import { fixedChallenge } from '../../domain/sandbox/fixed-codes.js';
import { Background } from '../background.js';
import { quickly } from '../quickly.js';
import { send } from '../sending.js';
import type { Submission, SubmissionResult } from '../submission.js';
import { Travel } from '../time-travel/travel.js';
import type { Waiting } from '../waits.js';
import { type RegistrationInput, registrationWorkflowId } from './messages.js';
import type { Carried } from './state.js';

const store = quickly<RegistrationActivities>();

/** One person's way from an email address to an account: what each form does, one method per step. */
export class Registration {
  readonly background = new Background();
  readonly travel = new Travel();
  state: RegistrationState;
  progress: RegistrationProgress;
  waiting: Waiting;
  readonly #input: RegistrationInput;

  constructor(input: RegistrationInput, carried?: Carried) {
    this.#input = input;
    this.progress = carried?.progress ?? { ...noProgress };
    this.waiting = carried?.waiting ?? { since: Date.now(), reminded: 0 };
    this.state = carried?.state ?? {
      id: input.registrationId,
      journeyId: input.journeyId,
      version: 0,
      epoch: 0,
      step: 'email-code',
      nonce: input.nonce,
      errors: {},
      updatedAt: Date.now(),
    };
  }

  get over(): boolean {
    return this.state.step === 'done' || this.state.step === 'ended' || this.state.step === 'too-young';
  }

  /** As if so much time had passed: everything that the registration waits for began so much earlier. */
  travelBy(ms: number): void {
    this.waiting.since -= ms;
    const { challenge } = this.state;
    if (challenge) this.state.challenge = { ...challenge, expiresAt: challenge.expiresAt - ms };
    this.travel.by(ms);
  }

  staleNow({ nonce, step }: Submission): SubmissionResult | undefined {
    const awaited = !this.over && nonce === this.state.nonce && step === this.state.step;
    return awaited ? undefined : { outcome: 'stale', version: this.state.version };
  }

  /** The first code goes out; the nonce stays the one that the row was opened with. */
  async begin(): Promise<void> {
    this.#sendCode('email', oneTimeCodes.resends);
    await this.project();
  }

  /** Acts on one form and projects what comes of it. */
  async act(submission: Submission): Promise<void> {
    this.waiting = { since: Date.now(), reminded: 0 };
    await this.#actOn(submission);
    this.state.nonce = uuid4();
    await this.project();
  }

  async remind(): Promise<void> {
    this.waiting.reminded += 1;
    if (!this.progress.emailProved || this.progress.known) return;
    const { registrationId, journeyId, language } = this.#input;
    const number = this.waiting.reminded;
    const key = await store.putReminder({ registrationId, journeyId, language, number, since: this.waiting.since });
    this.background.run(async () => void (await send(key, 'notice')));
  }

  /** 28 days without a step, or another registration of the same person took over: what was entered is erased. */
  async end(): Promise<void> {
    this.#go('ended');
    await this.project();
    await store.eraseRegistration({ registrationId: this.state.id });
  }

  async #actOn(submission: Submission): Promise<void> {
    switch (this.state.step) {
      case 'email-code':
        return submission.action === 'resend' ? this.#resend('email') : this.#emailCode(submission.nonce);
      case 'already-registered':
        return this.#go('new-password');
      case 'new-password':
        return this.#newPassword(submission.nonce);
      case 'resume-password':
        return submission.action === 'afresh' ? this.#afresh() : this.#resumePassword(submission.nonce);
      case 'create-account':
        return this.#createAccount(submission.nonce);
      case 'mobile':
        return this.#mobile(submission.nonce);
      case 'mobile-code':
        if (submission.action === 'change') return this.#go('mobile', undefined, this.state.form);
        return submission.action === 'resend' ? this.#resend('mobile') : this.#mobileCode(submission.nonce);
    }
  }

  async #emailCode(form: string): Promise<void> {
    if (!(await this.#codeRight(form))) return;
    const { registrationId } = this.#input;
    const proved = await store.proveEmail({ registrationId, now: Date.now() });
    this.progress = { ...this.progress, ...proved.progress, emailProved: true };
    if (proved.adopted) await endOlder(proved.adopted);
    if (!this.progress.known) return this.#go(stepAfter(this.progress));
    this.#go(this.#input.intent === 'reset' ? 'new-password' : 'already-registered');
  }

  async #newPassword(form: string): Promise<void> {
    const { registrationId, language } = this.#input;
    const changed = await store.changePassword({ registrationId, form, language });
    if (!changed) return this.#go('ended');
    this.background.run(async () => void (await send(changed.messageKey, 'notice')));
    this.#done(changed.accountId, 'reset');
  }

  async #resumePassword(form: string): Promise<void> {
    if (!(await store.passwordWasRight({ form }))) return this.#fail({ password: 'password_wrong' });
    this.progress.passwordGiven = true;
    this.#go(stepAfter(this.progress));
  }

  /** The password chosen then is forgotten: what was entered under it goes, and the person, whose address is proved, starts over. */
  async #afresh(): Promise<void> {
    await store.forgetEntries({ registrationId: this.state.id, now: Date.now() });
    this.progress = { ...noProgress, emailProved: true };
    this.#go(stepAfter(this.progress));
  }

  /** Password, age and terms, and the number that the first code goes to. */
  async #createAccount(form: string): Promise<void> {
    const { oldEnough } = await store.enterAccount({ registrationId: this.state.id, form, now: Date.now() });
    if (!oldEnough) return this.#go('too-young');
    this.progress.passwordSet = true;
    this.progress.passwordGiven = true;
    this.#askMobileCode(form);
  }

  async #mobile(form: string): Promise<void> {
    await store.enterMobile({ registrationId: this.state.id, form, now: Date.now() });
    this.#askMobileCode(form);
  }

  #askMobileCode(form: string): void {
    this.#go('mobile-code', undefined, form);
    this.#sendCode('mobile', oneTimeCodes.resends);
  }

  async #mobileCode(form: string): Promise<void> {
    if (await this.#codeRight(form)) await this.#finish();
  }

  /** All is proved: the account is made. */
  async #finish(): Promise<void> {
    const { registrationId, language } = this.#input;
    const made = await store.createAccount({ registrationId, language, now: Date.now() });
    // Somebody made an account with the address meanwhile: the same way on as if it had been there from the start.
    if (made.outcome === 'email_in_use') {
      this.progress.known = true;
      return this.#go('already-registered');
    }
    this.#done(made.accountId, 'registered');
  }

  async #codeRight(form: string): Promise<boolean> {
    const { challenge } = this.state;
    if (!challenge || Date.now() >= challenge.expiresAt) return this.#refuseCode('code_expired');
    if (challenge.triesLeft <= 0) return this.#refuseCode('code_no_tries');
    const right = await store.codeIsRight({ challengeId: challenge.id, form });
    if (right) return true;
    this.state.challenge = { ...challenge, triesLeft: challenge.triesLeft - 1 };
    return this.#refuseCode(challenge.triesLeft > 1 ? 'code_wrong' : 'code_no_tries');
  }

  #refuseCode(error: string): false {
    this.#fail({ code: error });
    return false;
  }

  #resend(channel: 'email' | 'mobile'): void {
    const left = this.state.challenge?.resendsLeft ?? 0;
    if (left <= 0) {
      this.#fail({ code: 'code_no_resends' });
      return;
    }
    this.state.errors = {};
    this.#sendCode(channel, left - 1);
  }

  #sendCode(channel: 'email' | 'mobile', resendsLeft: number): void {
    const id = this.#input.sandbox?.fixedCodes ? fixedChallenge(uuid4()) : uuid4();
    this.state.challenge = {
      id,
      expiresAt: Date.now() + oneTimeCodes.lifetime,
      triesLeft: oneTimeCodes.tries,
      resendsLeft,
    };
    const { registrationId, language } = this.#input;
    this.background.run(async () => {
      const key = await store.putCode({ registrationId, challengeId: id, channel, language, now: Date.now() });
      const outcome = await send(key, 'code');
      if (outcome !== 'bounced' || this.state.challenge?.id !== id) return;
      // The address or number refuses messages: the person must see that, not wait for a code.
      this.#fail({ code: channel === 'email' ? 'email_bounced' : 'mobile_bounced' });
      await this.project();
    });
  }

  #fail(errors: FieldErrors): void {
    this.state.errors = errors;
  }

  #go(step: RegistrationStep, errors: FieldErrors = {}, form?: string): void {
    const { challenge: _, form: __, ...rest } = this.state;
    this.state = { ...rest, step, errors, ...(form ? { form } : {}) };
  }

  #done(accountId: string, outcome: 'registered' | 'reset'): void {
    this.#go('done');
    this.state = { ...this.state, accountId, outcome };
  }

  async project(): Promise<void> {
    this.state = { ...this.state, version: this.state.version + 1, updatedAt: Date.now() };
    await store.projectRegistration(this.state);
  }
}

/** The older registration ends itself when it is cancelled; it may be over already, which is as good. */
async function endOlder(registrationId: string): Promise<void> {
  await getExternalWorkflowHandle(registrationWorkflowId(registrationId))
    .cancel()
    .catch(() => undefined);
}
