import { uuid4 } from '@temporalio/workflow';
import type { ContactChangeActivities } from '../../activities/contact-change/activities.js';
import type { RegistrationActivities } from '../../activities/registration/activities.js';
import type { ContactChangeState, ContactChangeStep } from '../../domain/accounts/contact-change.js';
import { letterCodes } from '../../domain/accounts/letter-codes.js';
import { oneTimeCodes } from '../../domain/accounts/one-time-codes.js';
import type { FieldErrors } from '../../domain/journey/field-errors.js';
import { fixedChallenge } from '../../domain/sandbox/fixed-codes.js';
import { Background } from '../background.js';
import { goOnWithLinkage } from '../linkage/go-on.js';
import { quickly } from '../quickly.js';
import { send } from '../sending.js';
import type { Submission, SubmissionResult } from '../submission.js';
import type { ContactChangeInput } from './messages.js';

const store = quickly<ContactChangeActivities & Pick<RegistrationActivities, 'codeIsRight'>>();

/** One change of a sign-in contact: what each form does. */
export class ContactChange {
  readonly background = new Background();
  state: ContactChangeState;
  readonly #input: ContactChangeInput;

  constructor(input: ContactChangeInput) {
    this.#input = input;
    const { changeId: id, accountId, kind, nonce, again } = input;
    const begun = { version: 0, epoch: 0, step: 'code' as const, errors: {}, updatedAt: Date.now() };
    this.state = { id, accountId, kind, nonce, ...begun, ...again };
  }

  /** @param submission undefined: the change is to be undone */
  staleNow(submission: Submission | undefined): SubmissionResult | undefined {
    const { step, nonce, version } = this.state;
    const awaited = submission
      ? step === 'code' && submission.step === 'code' && submission.nonce === nonce
      : step === 'changed';
    return awaited ? undefined : { outcome: 'stale', version, step };
  }

  async begin(): Promise<void> {
    if (this.state.step === 'code')
      this.#sendCode(this.#input.kind === 'address' ? letterCodes.most - 1 : oneTimeCodes.resends);
    await this.#project();
  }

  async act({ action, nonce }: Submission): Promise<void> {
    if (action === 'resend') this.#resend();
    else if (await this.#codeRight(nonce)) await this.#change();
    this.state.nonce = uuid4();
    await this.#project();
  }

  /** Nobody went on with it. */
  async end(): Promise<void> {
    this.#go('ended');
    await this.#project();
  }

  /** The time to undo it is over. */
  async keep(): Promise<void> {
    await store.forgetFormerContact({ changeId: this.state.id });
    this.#go('kept');
    await this.#project();
  }

  async undo(): Promise<void> {
    const keys = await store.undoContactChange({ changeId: this.state.id, now: Date.now() });
    this.#go(keys ? 'undone' : 'kept');
    await this.#project();
    this.background.sendNotices(keys ?? []);
  }

  async #change(): Promise<void> {
    const changeId = this.state.id;
    const outcome = await store.changeContact({ changeId, now: Date.now() });
    if (outcome !== 'changed') return this.#go(outcome === 'in_use' ? 'in-use' : 'ended');
    this.background.sendNotices(await store.tellOfChange({ changeId, now: Date.now() }));
    if (this.#input.kind === 'email') {
      for (const id of await store.linkagesToGoOn({ changeId })) await goOnWithLinkage(id);
    }
    this.#go('changed');
  }

  async #codeRight(form: string): Promise<boolean> {
    const { challenge } = this.state;
    if (!challenge || Date.now() >= challenge.expiresAt) return this.#refuse('code_expired');
    if (challenge.triesLeft <= 0) return this.#refuse('code_no_tries');
    if (await store.codeIsRight({ challengeId: challenge.id, form })) return true;
    this.state.challenge = { ...challenge, triesLeft: challenge.triesLeft - 1 };
    return this.#refuse(challenge.triesLeft > 1 ? 'code_wrong' : 'code_no_tries');
  }

  #refuse(code: string): false {
    this.#fail({ code });
    return false;
  }

  #resend(): void {
    const left = this.state.challenge?.resendsLeft ?? 0;
    this.#fail(left > 0 ? {} : { code: 'code_no_resends' });
    if (left <= 0) return;
    this.#sendCode(left - 1);
  }

  #sendCode(resendsLeft: number): void {
    const id = this.#input.fixedCodes ? fixedChallenge(uuid4()) : uuid4();
    const { changeId, language, kind } = this.#input;
    const { lifetime, tries: triesLeft } = kind === 'address' ? letterCodes : oneTimeCodes;
    const expiresAt = Date.now() + lifetime;
    this.state.challenge = { id, expiresAt, triesLeft, resendsLeft };
    this.background.run(async () => {
      const key = await store.putContactCode({ changeId, challengeId: id, language, now: Date.now(), expiresAt });
      const outcome = await send(key, kind === 'address' ? 'notice' : 'code');
      if (outcome !== 'bounced' || this.state.challenge?.id !== id) return;
      this.#fail({ code: kind === 'address' ? 'letter_bounced' : `${kind}_bounced` });
      await this.#project();
    });
  }

  #fail(errors: FieldErrors): void {
    this.state.errors = errors;
  }

  #go(step: ContactChangeStep): void {
    const { challenge: _, ...rest } = this.state;
    this.state = { ...rest, step, errors: {} };
  }

  async #project(): Promise<void> {
    this.state = { ...this.state, version: this.state.version + 1, updatedAt: Date.now() };
    await store.projectContactChange(this.state);
  }
}
