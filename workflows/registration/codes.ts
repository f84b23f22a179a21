import { uuid4 } from '@temporalio/workflow';
import { letterCodes } from '../../domain/accounts/letter-codes.js';
import { oneTimeCodes } from '../../domain/accounts/one-time-codes.js';
import { fixedChallenge } from '../../domain/sandbox/fixed-codes.js';
import { send } from '../sending.js';
import type { Registration } from './registration.js';
import { store } from './store.js';

type Channel = 'email' | 'mobile' | 'landline';

/** The codes of a registration, by email, phone and post: sent, tried, and sent again. */
export class Codes {
  readonly #at: Registration;

  constructor(at: Registration) {
    this.#at = at;
  }

  /** Whether the form holds the code that is awaited; what is wrong is said in the state. */
  async right(form: string): Promise<boolean> {
    const { challenge, step } = this.#at.state;
    if (!challenge || Date.now() >= challenge.expiresAt) return this.#refuse('code_expired');
    if (challenge.triesLeft <= 0) return this.#refuse('code_no_tries');
    if (await store.codeIsRight({ challengeId: challenge.id, form })) return true;
    const triesLeft = challenge.triesLeft - 1;
    this.#at.state.challenge = { ...challenge, triesLeft };
    const { letter } = this.#at.progress;
    if (step === 'letter-code' && letter) {
      this.#at.progress.letter = { ...letter, triesLeft };
      await store.countLetterTry({ registrationId: this.#at.state.id, now: Date.now() });
    }
    return this.#refuse(triesLeft > 0 ? 'code_wrong' : 'code_no_tries');
  }

  resend(channel: Channel): void {
    const left = this.#moreLeft();
    if (left !== undefined) this.send(channel, left);
  }

  resendLetter(): void {
    const left = this.#moreLeft();
    if (left !== undefined) this.sendLetter(left);
  }

  send(channel: Channel, resendsLeft: number = oneTimeCodes.resends): void {
    const { lifetime, tries } = oneTimeCodes;
    const { id } = this.#expect(lifetime, tries, resendsLeft);
    const { registrationId, language } = this.#at.input;
    const now = Date.now();
    const put = () => store.putCode({ registrationId, challengeId: id, channel, language, now });
    this.#deliver(id, 'code', `${channel}_bounced`, put);
  }

  /** The post takes days: the person may come back on any device. */
  sendLetter(resendsLeft: number): void {
    const challenge = this.#expect(letterCodes.lifetime, letterCodes.tries, resendsLeft);
    const { id: challengeId, expiresAt, triesLeft } = challenge;
    this.#at.progress.letter = { challengeId, expiresAt, triesLeft };
    const { registrationId, journeyId, language } = this.#at.input;
    const put = () => store.putLetter({ registrationId, journeyId, challenge, language, now: Date.now() });
    this.#deliver(challengeId, 'notice', 'letter_bounced', put);
  }

  /** A letter that was sent before, perhaps from another device, still counts. */
  awaitLetter(): void {
    const { letter } = this.#at.progress;
    if (!letter) return;
    const { challengeId: id, expiresAt, triesLeft } = letter;
    this.#at.state.challenge = { id, expiresAt, triesLeft, resendsLeft: letterCodes.most - 1 };
  }

  #expect(lifetime: number, triesLeft: number, resendsLeft: number) {
    const id = this.#at.input.sandbox?.fixedCodes ? fixedChallenge(uuid4()) : uuid4();
    const challenge = { id, expiresAt: Date.now() + lifetime, triesLeft, resendsLeft };
    this.#at.state.challenge = challenge;
    return challenge;
  }

  #deliver(id: string, kind: 'code' | 'notice', bounced: string, put: () => Promise<string>): void {
    this.#at.background.run(async () => {
      const outcome = await send(await put(), kind);
      if (outcome !== 'bounced' || this.#at.state.challenge?.id !== id) return;
      // The address or number refuses messages: the person must see that, not wait for a code.
      this.#at.fail({ code: bounced });
      await this.#at.project();
    });
  }

  #moreLeft(): number | undefined {
    const left = this.#at.state.challenge?.resendsLeft ?? 0;
    if (left > 0) {
      this.#at.state.errors = {};
      return left - 1;
    }
    this.#at.fail({ code: 'code_no_resends' });
    return undefined;
  }

  #refuse(error: string): false {
    this.#at.fail({ code: error });
    return false;
  }
}
