import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { newDevice, startBrowser } from '../support/browser.js';
import { decideNext, signedInChecker } from '../support/checker.js';
import { laxHeaders, tooWide, transferred, violations, watch, waysOn } from '../support/page-checks.js';
import { pageSamples } from '../support/page-samples.js';
import { ownPatient } from '../support/patients.js';
import { knownToPds, withPassport } from '../support/people.js';
import { type Product, startProduct } from '../support/product.js';
import { startSampleSite } from '../support/sample-site.js';
import { visitTo } from '../support/visit.js';
import { Visitor } from '../support/visitor.js';
import { waysDocument } from '../support/ways-on.js';

const narrow = { width: 320, height: 640 };
const wide = { width: 1280, height: 900 };
/** What a page that is no capture page may have sent at its first view. */
const largestFirstView = 60_000;
/**
 * The rules of axe whose outcome hangs on words and their language. The elements, roles and colours of a page are the same in each, and most
 * of the work.
 */
const rulesOfWords = [
  ...['html-has-lang', 'html-lang-valid', 'valid-lang', 'document-title', 'page-has-heading-one', 'empty-heading'],
  ...['label', 'label-title-only', 'label-content-name-mismatch', 'select-name', 'button-name', 'input-button-name'],
  ...['link-name', 'image-alt', 'svg-img-alt', 'frame-title', 'summary-name', 'aria-dialog-name', 'landmark-unique'],
];
const captures = ['document-photo', 'face-scan'];

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);
afterAll(() => browser?.close());

/** What stands out of the page shown where it is 320 pixels wide. */
async function standsOut(page: Page): Promise<string[]> {
  await page.setViewportSize(narrow);
  const found = (await tooWide(page)).map(told);
  await page.setViewportSize(wide);
  return found;
}

const told = (element: string) => `stands out at 320 pixels: ${element}`;

/** Everything that is wrong with the page shown, wide and at 320 pixels. */
async function faults(page: Page, without: readonly string[] = []): Promise<string[]> {
  return [...(await violations(page, { without })), ...(await standsOut(page))];
}

/** What its words can be at fault for, where it is 320 pixels wide already. */
async function faultsOfWords(page: Page, asked: boolean): Promise<string[]> {
  const found = asked ? [] : await violations(page, { only: rulesOfWords });
  return [...found, ...(await tooWide(page)).map(told)];
}

describe('Every page, with and without errors', () => {
  let site: Awaited<ReturnType<typeof startSampleSite>>;
  beforeAll(async () => {
    site = await startSampleSite();
  });
  afterAll(() => site?.close());

  test('is measured by checks that do find what is wrong', async () => {
    const { page, context } = await newDevice(browser);
    await page.setContent('<html><body><img src="data:,"><p style="width: 600px">wide</p></body></html>');
    const found = (await faults(page)).join(' ');
    expect(found).toMatch(/image-alt/);
    expect(found).toMatch(/stands out at 320 pixels: <p/);
    await context.close();
  });

  test.each(['en', 'cy'] as const)(
    'can be read and used by everybody, in %s, down to 320 pixels',
    async (language) => {
      const { page, context } = await newDevice(browser, language);
      await page.setViewportSize(language === 'en' ? wide : narrow);
      const wrong: Record<string, string[]> = {};
      const ways: Record<string, string[]> = {};
      const shown = new Set<string>();
      for (const [name, { page: folder }] of Object.entries(pageSamples(language))) {
        await page.goto(`${site.url}/${language}/${encodeURIComponent(name)}`);
        // The same page in another state, but for one with errors, has the same colours, and in Welsh the same labels.
        const known = shown.has(folder) && !name.endsWith('wrong');
        shown.add(folder);
        const found =
          language === 'en' ? await faults(page, known ? ['color-contrast'] : []) : await faultsOfWords(page, known);
        ways[name] = await waysOn(page);
        if (ways[name].length === 0) found.push('nothing leads on');
        if (found.length > 0) wrong[name] = found;
      }
      await context.close();
      expect(wrong).toEqual({});
      const { says, should } = waysDocument(ways);
      expect(says).toBe(should);
    },
    180_000,
  );
});

describe('Pages as they are served', () => {
  let product: Product;
  let context: BrowserContext;
  let page: Page;
  let seen: ReturnType<typeof watch>;
  const wrong: Record<string, string[]> = {};
  const shown: string[] = [];
  beforeAll(async () => {
    product = await startProduct({ env: { TRUST_PROXY: 'loopback' } });
    ({ context, page } = await newDevice(browser));
    await page.setViewportSize(wide);
    seen = watch(context, [product.suretyUrl]);
  }, 180_000);
  afterAll(async () => {
    await context?.close();
    await product?.stop();
  }, 60_000);

  /** Shows the browser the page that a visitor has before them: in Welsh and in English by turns. */
  async function show(visitor: Visitor, name = visitor.page.name): Promise<void> {
    await context.clearCookies();
    await context.addCookies(visitor.cookies());
    const address = new URL(visitor.page.url);
    const language = shown.length % 2 ? 'cy' : 'en';
    address.searchParams.set('lang', language);
    shown.push(name);
    const response = await page.goto(address.href, { waitUntil: 'load' });
    const camera = captures.includes(name);
    // What axe says of it was asked above, of the same templates.
    const found = [...(await standsOut(page)), ...laxHeaders((await response?.allHeaders()) ?? {}, camera)];
    if ((await page.locator('html').getAttribute('lang')) !== language) found.push('not in the language asked for');
    const bytes = await transferred(page);
    if (!camera && bytes > largestFirstView) found.push(`${bytes} bytes`);
    if (found.length > 0) wrong[`${name} ${language}`] = found;
  }

  const walk = (until: string, visitor: Visitor, person: Parameters<typeof visitTo>[2]) =>
    visitTo(until, visitor, person, async (name) => {
      if (name !== 'checking') await show(visitor);
    });

  test('on the whole way from nothing to a review, and after its decision', async () => {
    const person = { ...(await withPassport(ownPatient(product), 0)), refusesFaceData: true };
    const visitor = new Visitor(product);
    await visitor.open(`${product.devUrl}/login?level=P9`);
    await walk('in-review', visitor, person);
    await show(visitor);
    await visitor.open('/account');
    await show(visitor);
    const journey = visitor.page.html.match(/\/journey\/[\w-]+/)?.[0] ?? '';
    await decideNext(await signedInChecker(product), 'decline', { reasons: 'review_document_unclear' });
    await visitor.open(journey);
    await show(visitor);
    expect(visitor.page.name).toBe('declined');
  }, 180_000);

  test('where details do not do', async () => {
    const person = knownToPds('Rahman');
    const visitor = new Visitor(product);
    await visitor.open(`${product.devUrl}/login?level=P5`);
    const outcomes: string[] = [];
    const tryAs = async (details: Partial<typeof person>) => {
      if (outcomes.length > 0) await visitor.send({ action: 'details' });
      for (const page of outcomes.length > 0 ? ['nhs-number-known', 'name', 'birth-date', 'postcode'] : []) {
        await visitor.open(`${visitor.page.url.href.split('/').slice(0, 5).join('/')}/${page}`);
        await visitTo('check', visitor, { ...person, ...details });
      }
      await visitTo('check', visitor, { ...person, ...details });
      await visitor.send({});
      while (visitor.page.name === 'checking') await visitor.open(visitor.page.url.href);
      outcomes.push(visitor.page.name);
      await show(visitor);
    };
    await tryAs({});
    await tryAs({ familyName: 'Nobody' });
    await tryAs(knownToPds('Raman'));
    await tryAs({});
    expect(outcomes).toEqual(['many-matches', 'no-match', 'no-match', 'limit-reached']);
  }, 60_000);

  test('that say what is in the way', async () => {
    const person = ownPatient(product);
    const visitor = new Visitor(product);
    await visitor.open(`${product.devUrl}/login?level=P5`);
    await visitTo('name', visitor, person);
    const journey = visitor.page.url.href.split('/').slice(0, 5).join('/');
    const stranger = new Visitor(product);
    for (const address of [`${journey}/sign-in`, '/nothing', '/interaction/unknown', '/authorize?client_id=nobody']) {
      await stranger.open(address);
      await show(stranger, address.split('/').at(-1));
    }
    await stranger.open(`${product.devUrl}/login?level=P0`);
    await visitTo('partner', stranger, ownPatient(product));
    await stranger.open(journey);
    await show(stranger, 'not-yours');
    await visitor.leave('cancel');
    await visitor.open(journey);
    expect(visitor.page.name).toBe('cancelled');
    await show(visitor);
  }, 60_000);

  test('ask no other host for anything, and their scripts and styles keep to the policy', () => {
    expect(wrong).toEqual({});
    expect(shown.length).toBeGreaterThan(25);
    expect(seen.strangers).toEqual([]);
    expect(seen.complaints).toEqual([]);
  });
});
