import { setTimeout as sleep } from 'node:timers/promises';
import { doings } from '../../bench/doings.js';
import { type Doing, HttpPerson, type Shown, type Traveller } from '../../bench/http-person.js';
import type { Product } from '../support/product/product.js';
import { attempt, type Fault, type Outcome, struck } from './fault.js';

/** Which faults strike at a page, if any: asked whenever something is done there. */
export type Striking = (step: string) => readonly Fault[];

/** What somebody saw who went on through faults. */
export interface Seen {
  /** Pages walked through, in order. */
  readonly steps: string[];
  readonly faults: Fault[];
  /** Codes that had to be asked for again. */
  resends: number;
  /** Pages that said that something does not answer, and broken connections. */
  apologies: number;
  /** Where they had to begin again at the partner's button. */
  readonly detours: string[];
  /** Answers that no person should see, whatever was killed. */
  readonly wrong: string[];
  /** The longest that anybody waited from a press until they were past a page where a fault struck, in milliseconds. */
  longestMs: number;
}

export const nothingSeen = (): Seen => ({
  steps: [],
  faults: [],
  resends: 0,
  apologies: 0,
  detours: [],
  wrong: [],
  longestMs: 0,
});

const codeChannels: Readonly<Record<string, 'email' | 'mobile'>> = {
  'email-code': 'email',
  'mobile-code': 'mobile',
  'sms-code': 'mobile',
};

/** A code that has not come by then is asked for again. */
const codePatienceMs = 40_000;
const patienceMs = 180_000;

/** Somebody who does what people do when a site breaks: presses again, reloads, or begins again at the partner's button. */
export class Walker {
  #person: HttpPerson;
  /** Codes that were answered to, right or wrong. */
  readonly #used = new Set<string>();
  /** The last page that was filled in: what is checked when something is. */
  #checked = '';

  constructor(
    readonly product: Product,
    readonly who: Traveller,
    public striking: Striking,
    readonly random: () => number,
    readonly seen: Seen,
  ) {
    this.#person = new HttpPerson(product, who);
  }

  /** Goes on with another device, where nothing is known of them: they sign in. */
  takeAnotherDevice(striking: Striking): void {
    this.#person = new HttpPerson(this.product, { ...this.who, known: true });
    this.striking = striking;
  }

  /** From the partner's button until a page of this name is shown (`partner`: signed in there). */
  async walkTo(until: string): Promise<void> {
    const begin = () => this.#person.open(`${this.product.devUrl}/login?level=P9`);
    let shown = await this.#insist('begin', begin);
    let since = Date.now();
    for (let turns = 0; turns < 200; turns++) {
      if (shown.name === until && (until !== 'partner' || shown.url.pathname === '/signed-in')) return;
      const before = shown;
      const next = await this.#turn(shown, begin);
      if (next.name !== before.name || next.status !== before.status) {
        this.seen.longestMs = Math.max(this.seen.longestMs, Date.now() - since);
        since = Date.now();
      }
      shown = next;
    }
    throw new Error(`never came to ${until}: ${this.seen.steps.join(' → ')}`);
  }

  async #turn(shown: Shown, begin: () => Promise<Shown>): Promise<Shown> {
    // The partner's own error page, or one that says that this sign-in is over: both lead back to its button.
    if (shown.name === 'partner' || (shown.status >= 400 && !hasForm(shown))) {
      this.seen.detours.push(`${shown.status} ${this.seen.steps.at(-1)} → ${shown.name}: ${headingOf(shown)}`);
      await sleep(500);
      return this.#insist('begin', begin);
    }
    const doing = this.#doing(shown.name);
    if (!doing) throw new Error(`nobody knows what to do on ${shown.url.pathname}: ${headingOf(shown)}`);
    const place = shown.name === 'checking' ? `checking after ${this.#checked}` : shown.name;
    if (place === shown.name) this.#checked = shown.name;
    this.seen.steps.push(place);
    const code = shown.name in codeChannels ? await this.#codeComes(shown) : undefined;
    const outcome = await this.#do(place, () => doing(this.#person, shown));
    // Taken or refused: only an answer that says neither leaves it to be tried again.
    if (code && outcome.value && outcome.value.status < 500) this.#used.add(code);
    return this.#afterwards(outcome, shown);
  }

  async #do(step: string, work: () => Promise<Shown>): Promise<Outcome<Shown>> {
    const faults = this.striking(step);
    if (faults.length === 0) return attempt(work);
    this.seen.faults.push(...faults);
    return struck(this.product, faults, work);
  }

  /** Does it until there is any answer but an apology. */
  async #insist(step: string, work: () => Promise<Shown>): Promise<Shown> {
    for (let tries = 0; tries < 60; tries++) {
      const { value } = await this.#do(step, work);
      if (value && !this.#isApology(value)) return value;
      if (!value) this.seen.apologies += 1;
      await sleep(500);
    }
    throw new Error(`${step} was never answered`);
  }

  async #afterwards(outcome: Outcome<Shown>, before: Shown): Promise<Shown> {
    const { value, error } = outcome;
    if (value && !this.#isApology(value)) return value;
    if (error instanceof Error && !/fetch failed|terminated/.test(error.message)) throw error;
    if (!value) this.seen.apologies += 1;
    await sleep(300 + this.random() * 700);
    // Presses again on the page that is still there, or reloads it.
    if (this.random() < 0.5) return before;
    return this.#insist(before.name, () => this.#person.open(before.url.href));
  }

  /** Whether a page says that something does not answer just now. It must be a page, and lead on. */
  #isApology(shown: Shown): boolean {
    if (shown.name === 'partner' || shown.status < 500) return false;
    this.seen.apologies += 1;
    if (shown.status !== 503) this.seen.wrong.push(`${shown.status} at ${shown.name}: ${headingOf(shown)}`);
    const main = shown.html.split('<main')[1] ?? '';
    if (!/<a |<button/.test(main)) this.seen.wrong.push(`no way on at ${shown.name}: ${headingOf(shown)}`);
    return true;
  }

  #doing(step: string): Doing | undefined {
    if (step in codeChannels) return (person, shown) => person.post(shown, { code: this.#code(shown) ?? '' });
    if (step === 'checking' || step === 'in-review') return (person, shown) => this.#waited(person, shown);
    if (step === 'face-scan')
      return (person, shown) =>
        person.upload(shown, { captured: 'file' }, 'photo', this.who.facePhoto ? [this.who.facePhoto] : []);
    // Sent back to the button when their account was made already, they find out here, and know it from then on.
    if (step === 'already-registered')
      return (person, shown) => {
        person.who.known = true;
        return person.post(shown, { action: 'sign-in' });
      };
    return doings[step];
  }

  /** The newest code that was not tried yet. */
  #code(shown: Shown): string | undefined {
    const to = this.who[codeChannels[shown.name] ?? 'email'];
    const codes = this.product.devServer.inbox.list(to).flatMap(({ text }) => text.match(/\b\d{6}\b/)?.[0] ?? []);
    return codes.find((code) => !this.#used.has(code));
  }

  async #codeComes(shown: Shown): Promise<string> {
    let end = Date.now() + codePatienceMs;
    for (;;) {
      const code = this.#code(shown);
      if (code) return code;
      if (Date.now() > end) {
        this.seen.resends += 1;
        await attempt(() => this.#person.post(shown, { action: 'resend' }));
        end = Date.now() + codePatienceMs;
      }
      await sleep(50);
    }
  }

  /** Reloads a page, as it does itself, until another one comes. */
  async #waited(person: HttpPerson, { name, url }: Shown): Promise<Shown> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const shown = await person.open(url.href);
      if (shown.name !== name || shown.status >= 400) return shown;
      if (Date.now() > end) throw new Error(`the page ${name} never went on`);
      await sleep(250);
    }
  }
}

const headingOf = ({ html }: Shown): string => html.match(/<h1[^>]*>([^<]*)/)?.[1]?.trim() ?? html.slice(0, 200);

/** A page whose form can be filled in again, such as one that says what is wrong with a field. */
const hasForm = ({ html }: Shown): boolean => (html.split('<main')[1] ?? '').includes('name="csrf"');
