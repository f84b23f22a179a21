import { setTimeout as sleep } from 'node:timers/promises';
import type { View } from '../dev/specimens/head-turn/filmed-scan.js';
import { CookieBrowser } from '../test/support/people/cookie-browser.js';
import type { Person } from '../test/support/people/person.js';
import type { Product } from '../test/support/product/product.js';
import { codes, doings } from './doings.js';

/** Somebody who walks by HTTP alone. */
export type Traveller = Person & {
  /** The network address they come from: limits are kept for each. */
  address: string;
  /** Pictures of their face in each pose and on the way there. */
  views?: Readonly<Record<View, Uint8Array[]>>;
};

/** What was shown: a page of Surety, or `partner`. */
export interface Shown {
  name: string;
  status: number;
  url: URL;
  html: string;
}

/** What a person did on a page: the fields that they filled in, by name. */
export interface Act {
  page: string;
  html: string;
  fields: Readonly<Record<string, string>>;
}

/** One step: from what the person did on a page until the next page was there. */
export interface Timing {
  step: string;
  ms: number;
}

export type Doing = (person: HttpPerson, shown: Shown) => Promise<Shown>;

/** Walks through the pages without a browser: it reads the forms' hidden fields and posts what a person would. */
export class HttpPerson {
  readonly timings: Timing[] = [];
  readonly acts: Act[] = [];
  /** Milliseconds that the person held their head before the camera: theirs, not the product's. */
  filmedMs = 0;
  readonly #began = Date.now();
  /** Their browser at Surety, with its session. */
  readonly surety: CookieBrowser;
  readonly #partner: CookieBrowser;
  #code: { message: string; text: string } | undefined;

  constructor(
    readonly product: Product,
    readonly who: Traveller,
    /** What this person does otherwise than others. */
    readonly own: Readonly<Record<string, Doing>> = {},
  ) {
    this.surety = new CookieBrowser(product.suretyUrl, { 'x-forwarded-for': who.address });
    this.#partner = new CookieBrowser(product.devUrl);
  }

  /** From the partner's button until they are back there. @returns the names of the pages walked through */
  async walk(level: 'P0' | 'P5' | 'P9'): Promise<string[]> {
    return (await this.walkFrom(`${this.product.devUrl}/login?level=${level}`)).walked;
  }

  /** From any address until they are at the partner. @returns also where they then are */
  async walkFrom(address: string): Promise<{ walked: string[]; at: URL }> {
    return this.walkOn(await this.#timed('begin', () => this.open(address)));
  }

  /** From a page that was shown. */
  async walkOn(first: Shown): Promise<{ walked: string[]; at: URL }> {
    const walked: string[] = [];
    let shown = first;
    for (let pages = 0; pages < 60; pages++) {
      if (shown.name === 'partner') return { walked, at: shown.url };
      const doing = this.own[shown.name] ?? doings[shown.name];
      if (!doing) throw new Error(`nobody knows what to do on ${shown.url}: ${shown.html.slice(0, 3000)}`);
      walked.push(shown.name);
      const before = shown;
      if (shown.name in codes)
        await this.#timed('(code arrives)', () => this.#codeArrives(codes[before.name] ?? 'email'));
      const acted = this.acts.length;
      shown = await this.#timed(shown.name, () => doing(this, before));
      // A page with a link only is read and left, too.
      if (this.acts.length === acted) this.acts.push({ page: before.name, html: before.html, fields: {} });
    }
    throw new Error(`never came back: ${walked.join(' → ')}`);
  }

  /** Forgets every cookie: another device. */
  another(): HttpPerson {
    return new HttpPerson(this.product, { ...this.who, known: true });
  }

  /** Follows redirects from site to site until a page is shown. */
  async open(address: string, init: RequestInit = {}): Promise<Shown> {
    let next = { address, init };
    for (let sites = 0; sites < 10; sites++) {
      const browser = next.address.startsWith(this.product.suretyUrl) ? this.surety : this.#partner;
      const { left, response, at } = await browser.open(next.address, next.init);
      if (!left) {
        const html = await response.text();
        const name = browser === this.#partner ? 'partner' : (at.pathname.split('/').at(-1) ?? '');
        return { name, status: response.status, url: at, html };
      }
      await response.body?.cancel();
      next = { address: left.href, init: {} };
    }
    throw new Error('sent to and fro');
  }

  post(shown: Shown, fields: Record<string, string>): Promise<Shown> {
    this.acts.push({ page: shown.name, html: shown.html, fields });
    return this.open(shown.url.href, { method: 'POST', body: new URLSearchParams({ ...hidden(shown), ...fields }) });
  }

  upload(shown: Shown, fields: Record<string, string>, field: string, files: Uint8Array[]): Promise<Shown> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...hidden(shown), ...fields })) body.set(name, value);
    for (const file of files) body.append(field, new Blob([Buffer.from(file)], { type: 'image/jpeg' }), 'photo.jpg');
    return this.open(shown.url.href, { method: 'POST', body });
  }

  postCode(shown: Shown): Promise<Shown> {
    return this.post(shown, { code: this.#code?.text ?? '' });
  }

  /** A message that was there before this walk is none of its codes. */
  async #codeArrives(channel: 'email' | 'mobile'): Promise<void> {
    for (let waited = 0; waited < 30_000; waited += 3) {
      const newest = this.product.devServer.inbox.list(this.who[channel])[0];
      const text = newest?.text.match(/\b\d{6}\b/)?.[0];
      if (newest && text && Date.parse(newest.receivedAt) >= this.#began && newest.id !== this.#code?.message) {
        this.#code = { message: newest.id, text };
        return;
      }
      await sleep(3);
    }
    throw new Error('no code came');
  }

  async #timed<T>(step: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await work();
    this.timings.push({ step, ms: performance.now() - began });
    return result;
  }
}

/** The hidden fields of a page's forms: the same in each. */
function hidden({ html }: Shown): Record<string, string> {
  const found = html.matchAll(/<input type="hidden" name="(csrf|nonce|issued)" value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}
