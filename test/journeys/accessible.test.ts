import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Frame, Page } from 'playwright-core';
import { newDevice, startBrowser } from '../support/browser/browser.js';
import { tooWide, violations, waysOn, withAxe } from '../support/browser/page-checks.js';
import { waysDocument } from '../support/documents/ways-on.js';
import { pageSamples } from '../support/samples/page-samples.js';
import { frameOfSample } from '../support/samples/sample-frame.js';
import { sampleHtml } from '../support/samples/sample-html.js';
import { startSampleSite } from '../support/samples/sample-site.js';

const narrow = 320;
const wide = 1280;
/** A4 within its margins. */
const sheet = 680;
/**
 * The rules of axe whose outcome hangs on words and their language. The elements, roles and colours of a page are the same in each, and most
 * of the work.
 */
const rulesOfWords = [
  ...['html-has-lang', 'html-lang-valid', 'valid-lang', 'document-title', 'page-has-heading-one', 'empty-heading'],
  ...['label', 'label-title-only', 'label-content-name-mismatch', 'select-name', 'button-name', 'input-button-name'],
  ...['link-name', 'image-alt', 'svg-img-alt', 'frame-title', 'summary-name', 'aria-dialog-name', 'landmark-unique'],
];

let browser: Browser;
let site: Awaited<ReturnType<typeof startSampleSite>>;
let page: Page;
let sample: Frame;
beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), startSampleSite()]);
  const device = await newDevice(browser);
  page = device.page;
  await withAxe(device.context);
  await page.goto(site.url);
  sample = page.frame('sample') as Frame;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const widen = (width: number) => page.evaluate(`document.querySelector('iframe').style.width = '${width}px'`);

/** What stands out of the sample shown where it is 320 pixels wide. */
const standsOut = async () => (await tooWide(sample)).map((element) => `stands out at 320 pixels: ${element}`);

/** Everything that is wrong with the sample shown, wide and at 320 pixels, where it is left. */
async function faults(without: readonly string[] = []): Promise<string[]> {
  const found = await violations(sample, { without });
  await widen(narrow);
  return [...found, ...(await standsOut())];
}

describe('Every page, with and without errors', () => {
  test('is measured by checks that do find what is wrong', async () => {
    await sample.goto(`${site.url}/en/email`);
    await sample.setContent(
      '<!doctype html><html><body><img src="data:,"><p style="width: 600px">wide</p></body></html>',
    );
    const found = (await faults()).join(' ');
    for (const rule of ['image-alt', 'html-has-lang', 'document-title', 'page-has-heading-one', 'landmark-one-main']) {
      expect(found).toContain(rule);
    }
    expect(found).toMatch(/stands out at 320 pixels: <p/);
  });

  test('can be read and used by everybody, in both languages, down to 320 pixels, and leads on', async () => {
    const wrong: Record<string, string[]> = {};
    const ways: Record<string, string[]> = {};
    const shown = new Set<string>();
    const inWelsh = pageSamples('cy');
    for (const [name, view] of Object.entries(pageSamples('en'))) {
      const folder = view.page;
      await widen(wide);
      // The same page in another state, but for one with errors, has the same colours, and in Welsh the same labels.
      const known = shown.has(folder) && !name.endsWith('wrong');
      if (known) await sample.setContent(sampleHtml(view, 'en', frameOfSample(view)));
      else await sample.goto(`${site.url}/en/${encodeURIComponent(name)}`);
      shown.add(folder);
      const found = await faults(known ? ['color-contrast'] : []);
      ways[name] = await waysOn(sample);
      if (ways[name].length === 0) found.push('nothing leads on');

      // The Welsh words take the place of the English ones in the same window, whose styles and scripts are there.
      const welsh = inWelsh[name];
      if (welsh) await sample.setContent(sampleHtml(welsh, 'cy', frameOfSample(welsh)));
      if (!known) found.push(...(await violations(sample, { only: rulesOfWords })));
      found.push(...(await standsOut()));
      if (found.length > 0) wrong[name] = found;
    }
    expect(wrong).toEqual({});
    const { says, should } = waysDocument(ways);
    expect(says).toBe(should);
  }, 300_000);
});

describe('Figures on paper', () => {
  test('fit the sheet, say what they are of, and have nothing to press', async () => {
    await page.emulateMedia({ media: 'print' });
    await widen(sheet);
    const cut = `[...document.querySelectorAll('.surety-desk__scroll')].filter((box) => getComputedStyle(box).overflowX !== 'visible').length`;
    for (const name of ['desk conversion', 'desk releases', 'desk growth', 'desk health', 'portal statistics']) {
      await sample.goto(`${site.url}/en/${encodeURIComponent(name)}`);
      expect(await tooWide(sample)).toEqual([]);
      expect(await sample.locator('button:visible, nav a:visible').count()).toBe(0);
      // Which time, and which part: all but one of these pages have no other word on it.
      const chosen = sample.locator('.surety-filter select');
      expect([name, await chosen.first().isVisible()]).toEqual([name, /conversion|releases|growth/.test(name)]);
      expect(await sample.evaluate(cut)).toBe(0);
    }
  });
});
