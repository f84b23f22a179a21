import { setTimeout as sleep } from 'node:timers/promises';
import { attestedFields } from '../support/people/attested.js';
import { CookieBrowser } from '../support/people/cookie-browser.js';
import type { Product } from '../support/product/product.js';
import { attempt, struck } from './fault.js';
import type { Seen, Striking } from './walker.js';

/** A page of the desk, or undefined where no answer came. */
type Page = { status: number; path: string; html: string };

/** A checker who takes the next cases and passes them, pressing again whatever is not answered. */
export class Checker {
  readonly #surety: CookieBrowser;

  constructor(
    readonly product: Product,
    readonly striking: Striking,
    readonly seen: Seen,
  ) {
    this.#surety = new CookieBrowser(product.suretyUrl);
  }

  /** Until somebody's case was among them: others may have been left by a round that was stopped. */
  async passUntil(familyName: string): Promise<void> {
    await this.#insist('desk sign-in', () => this.#signIn());
    const theirs = new RegExp(`\\b${familyName}\\b`, 'i');
    for (let cases = 0; cases < 10; cases++) if (theirs.test(await this.#passNext())) return;
    throw new Error('their case never came to the desk');
  }

  /** @returns the case's page */
  async #passNext(): Promise<string> {
    const opened = await this.#insist('desk claim', () => this.#press('/casework', '/casework/start-next'));
    const review = opened.path;
    const choice = { outcome: 'pass', ...attestedFields };
    const confirm = () => this.#press(review, `${review}/confirm`, choice);
    await this.#insist('desk confirm', confirm);
    // Pressed again on the page that is still there, as long as no answer comes.
    await this.#insist('desk decision', () => this.#press(review, `${review}/decision`, choice));
    return opened.html;
  }

  async #signIn(): Promise<Page> {
    const { left } = await this.#surety.open('/casework/sign-in/start?to=%2Fcasework');
    if (!left) throw new Error('the staff issuer was not asked');
    const body = new URLSearchParams([...left.searchParams, ['member', 'checker-ada']]);
    const back = await fetch(`${left.origin}${left.pathname}`, { method: 'POST', body, redirect: 'manual' });
    return pageOf(await this.#surety.open(back.headers.get('location') ?? ''));
  }

  /** Posts to an address with the token of a page; where that page is gone, as after a decision, with the desk's. */
  async #press(page: string, action: string, fields: Record<string, string> = {}): Promise<Page> {
    const shown = await pageOf(await this.#surety.open(page));
    if (shown.status === 503) return shown;
    const csrf = shown.html.match(/name="csrf" value="([^"]+)"/)?.[1] ?? '';
    const body = new URLSearchParams({ csrf, ...fields });
    return pageOf(await this.#surety.open(action, { method: 'POST', body }));
  }

  async #insist(step: string, work: () => Promise<Page>): Promise<Page> {
    this.seen.steps.push(step);
    for (let tries = 0; tries < 60; tries++) {
      const faults = this.striking(step);
      this.seen.faults.push(...faults);
      const { value } = await (faults.length > 0 ? struck(this.product, faults, work) : attempt(work));
      if (value && value.status < 400) return value;
      this.seen.apologies += 1;
      if (value && value.status !== 503) this.seen.wrong.push(`${value.status} at ${step}`);
      await sleep(500);
    }
    throw new Error(`${step} was never answered`);
  }
}

async function pageOf({ response, at }: { response: Response; at: URL }): Promise<Page> {
  return { status: response.status, path: at.pathname, html: await response.text() };
}
