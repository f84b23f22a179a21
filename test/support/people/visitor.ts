import type { Product } from '../product/product.js';
import { CookieBrowser } from './cookie-browser.js';

/** A form as its page offers it. */
export type ShownForm = {
  action: string;
  /** Its hidden fields. */
  hidden: Record<string, string>;
};

/** What a visitor has before them: a page of Surety, or of the outside world. */
export type Shown = { name: string; url: URL; status: number; html: string; headers: Headers };

let visitors = 0;

/** Somebody on a device of their own, without a browser: reads pages, follows redirects from site to site, and sends forms. */
export class Visitor {
  readonly #surety: CookieBrowser;
  readonly #outside: CookieBrowser;
  /** Limits are kept for each network address. */
  readonly headers: Readonly<Record<string, string>>;
  shown: Shown | undefined;
  /** Addresses outside Surety that it sent them to. */
  readonly sentTo: URL[] = [];

  /** @param device of which this is a second tab; a new device without it. */
  constructor(
    readonly product: Product,
    device?: Visitor,
  ) {
    const number = ++visitors;
    this.headers = device?.headers ?? { 'x-forwarded-for': `10.20.${Math.floor(number / 250)}.${number % 250}` };
    this.#surety = device ? device.#surety : new CookieBrowser(product.suretyUrl, this.headers);
    this.#outside = device ? device.#outside : new CookieBrowser(product.devUrl);
    this.shown = device?.shown;
  }

  /** The page before them. @throws Error when nothing was opened. */
  get page(): Shown {
    if (!this.shown) throw new Error('nothing was opened');
    return this.shown;
  }

  /** Opens an address, relative to the page before them. */
  async open(address: string, init: RequestInit = {}): Promise<Shown> {
    let next = { url: new URL(address, this.shown?.url ?? this.product.suretyUrl), init };
    for (let sites = 0; sites < 10; sites++) {
      const browser = next.url.origin === this.product.suretyUrl ? this.#surety : this.#outside;
      const { left, response, at } = await browser.open(next.url.href, next.init);
      if (!left) {
        const html = await response.text();
        const name = browser === this.#outside ? 'partner' : (at.pathname.split('/').at(-1) ?? '');
        this.shown = { name, url: at, status: response.status, html, headers: response.headers };
        return this.shown;
      }
      await response.body?.cancel();
      if (left.origin !== this.product.suretyUrl) this.sentTo.push(left);
      next = { url: left, init: {} };
    }
    throw new Error('sent to and fro');
  }

  /** One request with this device's cookies, without following: the page before them stays. */
  request(address: string, init: RequestInit = {}): Promise<Response> {
    return this.#surety.request(new URL(address, this.shown?.url ?? this.product.suretyUrl), init);
  }

  /** Takes a `Set-Cookie` line as if a page of Surety had sent it. */
  plant(line: string): void {
    this.#surety.plant(line);
  }

  /** Their cookies, at Surety and at the partner, for a real browser that goes on as this device. */
  cookies() {
    return [...this.#outside.cookies(), ...this.#surety.cookies()];
  }

  /** Sends the page's own form with what was filled in. */
  send(fields: Record<string, string>): Promise<Shown> {
    return this.sendForm(mainForm(this.page), fields);
  }

  sendForm({ action, hidden }: ShownForm, fields: Record<string, string> = {}): Promise<Shown> {
    return this.open(action, { method: 'POST', body: new URLSearchParams({ ...hidden, ...fields }) });
  }

  /** Sends the page's own form with files in one of its fields. */
  upload(field: string, files: Uint8Array[], more: Record<string, string> = {}): Promise<Shown> {
    const { action, hidden } = mainForm(this.page);
    return this.open(action, { method: 'POST', body: filesBody({ ...hidden, ...more }, field, files) });
  }

  /** Presses the page's way back to the partner: `leave` is "continue later". */
  leave(exit: 'leave' | 'cancel' | 'return'): Promise<Shown> {
    if (exit === 'return') {
      const address = attribute(exitsOf(this.page).match(/<a [^>]*>/)?.[0] ?? '', 'href');
      if (!address) throw new Error(`no return on ${this.page.url}`);
      return this.open(address);
    }
    const form = formsOf(this.page).find(({ action }) => action.endsWith(`/${exit}`));
    if (!form) throw new Error(`no ${exit} on ${this.page.url}`);
    return this.sendForm(form);
  }

  /** Follows the page's link that looks like a button. */
  go(): Promise<Shown> {
    const link = this.page.html.match(/<a[^>]*class="nhsuk-button[^>]*>/)?.[0] ?? '';
    return this.open(attribute(link, 'href') ?? '');
  }

  /** A second tab of the same device, with the same page. */
  tab(): Visitor {
    return new Visitor(this.product, this);
  }
}

/** A multipart body as a browser's form makes it. */
export function filesBody(fields: Record<string, string>, field: string, files: Uint8Array[]): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (const file of files) body.append(field, new Blob([Buffer.from(file)], { type: 'image/jpeg' }), 'photo.jpg');
  return body;
}

/** All forms of a page but that of its header, which signs out. */
export function formsOf({ html, url }: Shown): ShownForm[] {
  const below = html.replace(/<header[\s\S]*?<\/header>/, '');
  return [...below.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, start = '', content = '']) => ({
    action: new URL(attribute(start, 'action') ?? url.href, url).href,
    hidden: Object.fromEntries(
      [...content.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
        attribute(input, 'name') ?? '',
        attribute(input, 'value') ?? '',
      ]),
    ),
  }));
}

export function mainForm(shown: Shown): ShownForm {
  const [form] = formsOf(shown);
  if (!form) throw new Error(`no form on ${shown.url} (${shown.status}): ${shown.html.slice(0, 3000)}`);
  return form;
}

/** The part of a page that holds its ways back to the partner; empty where it has none. */
export function exitsOf({ html }: Shown): string {
  return html.match(/<section class="surety-exits"[\s\S]*?<\/section>/)?.[0] ?? '';
}

/** The main heading of a page. */
export function headingOf({ html }: Shown): string {
  return (html.match(/<h1[^>]*>([\s\S]*?)<\/h1>/)?.[1] ?? '').replace(/<[^>]*>/g, '').trim();
}

function attribute(tag: string, name: string): string | undefined {
  return tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1]?.replaceAll('&amp;', '&');
}
