import { getExternalWorkflowHandle, uuid4 } from '@temporalio/workflow';
import { letterCodes } from '../../domain/accounts/letter-codes.js';
import { noProgress, type RegistrationProgress, stepAfter } from '../../domain/accounts/registration-progress.js';
import {
  lastRegistrationSteps,
  type RegistrationState,
  type RegistrationStep,
  type SecondMethod,
} from '../../domain/accounts/registration-state.js';
import type { FieldErrors } from '../../domain/journey/field-errors.js';
import { Background } from '../background.js';
import type { Stands } from '../stands.js';
import type { Submission, SubmissionResult } from '../submission.js';
import { Travel } from '../time-travel/travel.js';
import type { Waiting } from '../waits.js';
import { Codes } from './codes.js';
import { type RegistrationInput, registrationWorkflowId } from './messages.js';
import type { Carried } from './state.js';
import { store } from './store.js';

/** One person's way from an email address to an account: what each form does, one method per step. */
export class Registration {
  readonly background = new Background();
  readonly travel = new Travel();
  state: RegistrationState;
  progress: RegistrationProgress;
  waiting: Waiting;
  readonly input: RegistrationInput;
  readonly #codes: Codes;

  constructor(input: RegistrationInput, carried?: Carried) {
    this.input = input;
    this.#codes = new Codes(this);
    this.progress = carried?.progress ?? { ...noProgress };
    this.waiting = carried?.waiting ?? { since: Date.now(), reminded: 0 };
    this.state = carried?.state ?? {
      id: input.registrationId,
      journeyId: input.journeyId,
      version: 0,
      epoch: input.epoch ?? 0,
      step: 'email-code',
      nonce: input.nonce,
      errors: {},
      updatedAt: Date.now(),
    };
  }

  get over(): boolean {
    return lastRegistrationSteps.includes(this.state.step);
  }

  get stands(): Stands {
    const { epoch, version, step, nonce } = this.state;
    return { epoch, version, step, nonce };
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
    this.#codes.send('email');
    await this.project();
  }

  /** Acts on one form and projects what comes of it. */
  async act(submission: Submission): Promise<void> {
    this.waiting = { since: Date.now(), reminded: 0 };
    await this.#actOn(submission);
    if (this.state.step === 'letter-code') this.waiting.forLetter = true;
    this.state.nonce = uuid4();
    await this.project();
  }

  async remind(): Promise<void> {
    this.waiting.reminded += 1;
    if (!this.progress.emailProved || this.progress.known) return;
    const { registrationId, journeyId, language } = this.input;
    const number = this.waiting.reminded;
    const key = await store.putReminder({ registrationId, journeyId, language, number, since: this.waiting.since });
    this.background.sendNotices([key]);
  }

  /** 28 days without a step, or another registration of the same person took over: what was entered is erased. */
  async end(): Promise<void> {
    this.#go('ended');
    await this.project();
    await store.eraseRegistration({ registrationId: this.state.id });
  }

  async #actOn({ action, nonce: form }: Submission): Promise<void> {
    const { step } = this.state;
    if (action === 'other' && mayChooseOther.has(step)) return this.#go('second-way');
    switch (step) {
      case 'email-code':
        return action === 'resend' ? this.#codes.resend('email') : this.#emailCode(form);
      case 'already-registered':
        return this.#go('new-password');
      case 'new-password':
        return this.#newPassword(form);
      case 'resume-password':
        return action === 'afresh' ? this.#afresh() : this.#resumePassword(form);
      case 'create-account':
        return this.#createAccount(form, action !== 'without-mobile');
      case 'second-way':
        return this.#go(wayOf[action] ?? 'second-way');
      case 'mobile':
        await store.enterMobile({ registrationId: this.state.id, form, now: Date.now() });
        return this.#askCode('mobile', form);
      case 'landline':
        await this.#enter(step, form);
        return this.#askCode('landline', form);
      case 'address':
        await this.#enter(step, form);
        this.#go('letter-code', undefined, form);
        return this.#codes.sendLetter(letterCodes.most - 1);
      case 'new-app':
        await this.#enter(step, form);
        return this.#finish('otp');
      case 'new-passkey':
        await this.#enter(step, form);
        return this.#finish('pop');
      case 'mobile-code':
        if (action === 'change') return this.#go('mobile', undefined, this.state.form);
        if (action === 'resend') return this.#codes.resend('mobile');
        return (await this.#codes.right(form)) ? this.#finish('sms') : undefined;
      case 'landline-code':
        if (action === 'change') return this.#go('landline', undefined, this.state.form);
        if (action === 'resend') return this.#codes.resend('landline');
        return (await this.#codes.right(form)) ? this.#finish('tel') : undefined;
      case 'letter-code':
        if (action === 'change') return this.#go('address');
        if (action === 'resend') return this.#codes.resendLetter();
        return (await this.#codes.right(form)) ? this.#finish('letter') : undefined;
    }
  }

  #enter(step: 'landline' | 'address' | 'new-app' | 'new-passkey', form: string): Promise<void> {
    return store.enterWay({ registrationId: this.state.id, step, form, now: Date.now() });
  }

  async #emailCode(form: string): Promise<void> {
    if (!(await this.#codes.right(form))) return;
    const { registrationId } = this.input;
    const proved = await store.proveEmail({ registrationId, now: Date.now() });
    this.progress = { ...this.progress, ...proved.progress, emailProved: true };
    if (proved.adopted) await endOlder(proved.adopted);
    if (!this.progress.known) return this.#goOn();
    this.#go(this.input.intent === 'reset' ? 'new-password' : 'already-registered');
  }

  async #newPassword(form: string): Promise<void> {
    const { registrationId, language } = this.input;
    const changed = await store.changePassword({ registrationId, form, language });
    if (!changed) return this.#go('ended');
    this.background.sendNotices([changed.messageKey]);
    this.#done(changed.accountId, 'reset');
  }

  async #resumePassword(form: string): Promise<void> {
    if (!(await store.passwordWasRight({ form }))) return this.fail({ password: 'password_wrong' });
    this.progress.passwordGiven = true;
    this.#goOn();
  }

  /** The password chosen then is forgotten: what was entered under it goes, and the person, whose address is proved, starts over. */
  async #afresh(): Promise<void> {
    await store.forgetEntries({ registrationId: this.state.id, now: Date.now() });
    this.progress = { ...noProgress, emailProved: true };
    this.#goOn();
  }

  /** Password, age and terms, and the number that the first code goes to, where they have one. */
  async #createAccount(form: string, withMobile: boolean): Promise<void> {
    const { oldEnough } = await store.enterAccount({ registrationId: this.state.id, form, now: Date.now() });
    if (!oldEnough) return this.#go('too-young');
    this.progress = { ...this.progress, passwordSet: true, passwordGiven: true, noMobile: !withMobile };
    if (withMobile) return this.#askCode('mobile', form);
    this.#go('second-way');
  }

  #askCode(channel: 'mobile' | 'landline', form: string): void {
    this.#go(`${channel}-code`, undefined, form);
    this.#codes.send(channel);
  }

  /** All is proved: the account is made. */
  async #finish(method: SecondMethod): Promise<void> {
    const { registrationId, language } = this.input;
    const made = await store.createAccount({ registrationId, method, language, now: Date.now() });
    // Somebody made an account with the address meanwhile: the same way on as if it had been there from the start.
    if (made.outcome === 'email_in_use') {
      this.progress.known = true;
      return this.#go('already-registered');
    }
    this.#done(made.accountId, 'registered');
    this.state.method = method;
  }

  /** On to what is needed now; a letter that was sent before still counts. */
  #goOn(): void {
    const step = stepAfter(this.progress);
    this.#go(step);
    if (step === 'letter-code') this.#codes.awaitLetter();
  }

  fail(errors: FieldErrors): void {
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

/** Where each choice of a second way begins. */
const wayOf: Readonly<Record<string, RegistrationStep>> = {
  mobile: 'mobile',
  landline: 'landline',
  letter: 'address',
  app: 'new-app',
  passkey: 'new-passkey',
};

/** Steps from which the choice of a second way may be made anew. */
const mayChooseOther: ReadonlySet<RegistrationStep> = new Set<RegistrationStep>([
  ...(['mobile', 'mobile-code', 'landline', 'landline-code'] as const),
  ...(['address', 'letter-code', 'new-app', 'new-passkey'] as const),
]);

/** The older registration ends itself when it is cancelled; it may be over already, which is as good. */
async function endOlder(registrationId: string): Promise<void> {
  await getExternalWorkflowHandle(registrationWorkflowId(registrationId))
    .cancel()
    .catch(() => undefined);
}
