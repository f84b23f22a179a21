import { setTimeout as sleep } from 'node:timers/promises';
import { shotsOf, type View } from '../dev/specimens/head-turn/filmed-scan.js';
import type { LivenessChallenge } from '../evidence/liveness/challenge.js';
import { CookieBrowser } from '../test/support/people/cookie-browser.js';
import type { Person } from '../test/support/people/person.js';
import type { Product } from '../test/support/product/product.js';

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

/** Goes to a page beside the one shown. */
const follow =
  (page: string): Doing =>
  (person, { url }) =>
    person.open(new URL(page, url).href);

const fill =
  (fields: (who: Traveller) => Record<string, string>): Doing =>
  (person, shown) =>
    person.post(shown, fields(person.who));

/** Pages that ask for a code, and where it goes. */
const codes: Readonly<Record<string, 'email' | 'mobile'>> = {
  'email-code': 'email',
  'mobile-code': 'mobile',
  'sms-code': 'mobile',
};

const termsOn = ({ html }: Shown): string => html.match(/name="terms"[^>]*value="([^"]*)"/)?.[1] ?? '';

const enterCode: Doing = (person, shown) => person.postCode(shown);

/** What is done on each page. */
export const doings: Readonly<Record<string, Doing>> = {
  email: fill(({ email, known }) => ({ email, action: known ? 'continue' : 'code' })),
  password: (person, shown) => {
    const { known, password } = person.who;
    return known ? person.post(shown, { password }) : person.post(shown, { action: 'register' });
  },
  'email-code': enterCode,
  'create-account': (person, shown) => {
    const { password, mobile } = person.who;
    return person.post(shown, { password, mobile, over13: 'yes', terms: termsOn(shown) });
  },
  mobile: fill(({ mobile }) => ({ mobile })),
  'mobile-code': enterCode,
  'sms-code': enterCode,
  details: fill(({ givenNames, familyName, birthDate }) => {
    const [year = '', month = '', day = ''] = birthDate.split('-');
    return { givenNames, familyName, day, month, year };
  }),
  postcode: fill(({ postcode }) => ({ postcode })),
  check: fill(() => ({})),
  async checking(person, { url }) {
    let shown = await person.open(url.href);
    while (shown.name === 'checking') {
      await sleep(40);
      shown = await person.open(url.href);
    }
    return shown;
  },
  document: follow('document-photo'),
  'document-photo': (person, shown) =>
    person.upload(shown, { captured: 'camera' }, 'photo', person.who.passport ? [person.who.passport] : []),
  'face-consent': fill(() => ({ agreed: 'yes' })),
  face: follow('face-scan'),
  async 'face-scan'(person, shown) {
    const settings = shown.html.match(/camera-settings"[^>]*>(.*?)<\/script>/)?.[1] ?? '{}';
    const shots = shotsOf(JSON.parse(settings) as LivenessChallenge);
    const views = structuredClone(person.who.views);
    const files = shots.flatMap(({ view }) => views?.[view].shift() ?? []);
    const said = shots.map(({ view, takenAt, ...rest }) => ({ ...rest, at: takenAt }));
    // A scan takes its time, and the check knows when the page was made.
    const filmedMs = shots.at(-1)?.takenAt ?? 0;
    person.filmedMs += filmedMs;
    await sleep(filmedMs);
    return person.upload(shown, { captured: 'camera', frame_poses: JSON.stringify(said) }, 'frames', files);
  },
  consent: fill(() => ({ action: 'agree' })),
  return: (person, shown) => {
    const link = shown.html.match(/<a[^>]*class="nhsuk-button[^>]*>/)?.[0].match(/href="([^"]*)"/)?.[1] ?? '';
    return person.open(new URL(link.replaceAll('&amp;', '&'), shown.url).href);
  },
};
