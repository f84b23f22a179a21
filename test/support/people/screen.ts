import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Exit } from '../../../domain/journey/steps.js';
import { newDevice } from '../browser/browser.js';
import { laxHeaders, tooWide, transferred, watch, waysOn } from '../browser/page-checks.js';
import type { Product } from '../product/product.js';
import type { Visitor } from './visitor.js';

const narrow = { width: 320, height: 640 };
/** What a page that is no capture page may have sent at its first view. */
const largestFirstView = 60_000;
const captures = ['document-photo', 'face-scan'];
const languages = ['en', 'cy'] as const;

/**
 * A real browser, 320 pixels wide, that takes a visitor's place for one page: it is shown what they have before them, looks at it as it is
 * served, and presses its ways back. The visitor stays where they are, and goes on without a browser.
 */
export class Screen {
  /** What is wrong with pages, by their name and language. */
  readonly wrong: Record<string, string[]> = {};
  /** Where each exit led, by page and exit. */
  readonly led = new Map<string, Set<string>>();
  /** Ways on from what is in the way, by what it was. */
  readonly ways = new Map<string, { status: number; ways: string[] }>();
  /** Pages looked at, by name and language. */
  readonly shown = new Set<string>();
  /** Addresses asked of other hosts, and complaints of the console. */
  readonly noticed: ReturnType<typeof watch>;

  private constructor(
    readonly product: Product,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.noticed = watch(context, [product.suretyUrl, product.devUrl]);
  }

  static async open(browser: Browser, product: Product): Promise<Screen> {
    const { context, page } = await newDevice(browser);
    await page.setViewportSize(narrow);
    return new Screen(product, context, page);
  }

  /** Shows the page that a visitor has before them, in the language in which it was not looked at yet; then it is looked at. */
  async show(visitor: Visitor, name = visitor.page.name): Promise<void> {
    await this.context.clearCookies();
    await this.context.addCookies(visitor.cookies());
    await this.page.setExtraHTTPHeaders({ ...visitor.headers });
    const language = languages.find((one) => !this.shown.has(`${name} ${one}`));
    const address = new URL(visitor.page.url);
    if (language) address.searchParams.set('lang', language);
    const response = await this.page.goto(address.href);
    if (!language) return;
    this.shown.add(`${name} ${language}`);
    const camera = captures.includes(name);
    const found = (await tooWide(this.page)).map((element) => `stands out at 320 pixels: ${element}`);
    found.push(...laxHeaders((await response?.allHeaders()) ?? {}, camera));
    if ((await this.page.locator('html').getAttribute('lang')) !== language)
      found.push('not in the language asked for');
    const bytes = await transferred(this.page);
    if (!camera && bytes > largestFirstView) found.push(`${bytes} bytes`);
    if (found.length > 0) this.wrong[`${name} ${language}`] = found;
  }

  /** Shows what is in a visitor's way, and keeps what leads on from it. @param what it is, for the list of all */
  async meets(what: string, visitor: Visitor): Promise<string[]> {
    await this.show(visitor, what);
    return this.found(what, visitor.page.status);
  }

  /** Keeps what leads on from the page that is shown now. */
  async found(what: string, status: number): Promise<string[]> {
    const ways = await waysOn(this.page);
    this.ways.set(what, { status, ways });
    return ways;
  }

  /** Presses a way back on the page that a visitor has before them. @returns what the partner was told, or the page that was led to */
  async leave(visitor: Visitor, exit: Exit, name = visitor.page.name): Promise<string> {
    await this.show(visitor, name);
    return this.press(exit, name);
  }

  /** The same on the page that is shown now. */
  async press(exit: Exit, name: string): Promise<string> {
    const before = this.page.url();
    // A page that waits would go on by itself meanwhile.
    await this.page.evaluate('window.stop()');
    await this.page.locator(exit === 'return' ? 'a.surety-exits__link' : `[data-exit="${exit}"]`).click();
    await this.page.waitForURL((url) => url.href !== before);
    const where = await this.#where();
    const key = `${name} ${exit}`;
    this.led.set(key, new Set([...(this.led.get(key) ?? []), where]));
    return where;
  }

  async #where(): Promise<string> {
    const told = (await this.page.evaluate("document.querySelector('#wire')?.textContent")) as string | undefined;
    if (told) return told;
    const { origin, pathname } = new URL(this.page.url());
    if (origin === this.product.suretyUrl) return `asked by the partner: ${pathname.split('/').at(-1)}`;
    return { '/': 'its entry page', '/signed-in': 'a code', '/status': 'its return address' }[pathname] ?? pathname;
  }
}
