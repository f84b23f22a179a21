import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { newDevice, startBrowser } from '../support/browser.js';
import { knownToPds, withPassport } from '../support/people.js';
import { beginAtPartner, walkTo } from '../support/person.js';
import { type Product, startProduct } from '../support/product.js';

let product: Product;
let browser: Browser;
beforeAll(async () => {
  product = await startProduct();
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

describe('A person', () => {
  test('registers, is found in PDS, and is back at the partner with P5', async () => {
    const { page } = await newDevice(browser);
    await beginAtPartner(page, product, 'P5');
    const walked = await walkTo('partner', page, knownToPds('Okafor'), product).catch(async (error) => {
      console.log(page.url(), (await page.locator('body').innerText()).slice(0, 2000));
      throw error;
    });
    console.log(walked.join(' '));
    console.log(await page.locator('body').innerText());
    expect(walked.length).toBeGreaterThan(5);
  }, 120_000);

  test('uploads a face, is referred', async () => {
    const { page } = await newDevice(browser);
    await beginAtPartner(page, product, 'P9');
    const person = await withPassport(knownToPds('Thornton'), 0);
    const walked = await walkTo('face-scan', page, person, product).catch(async (error) => {
      console.log(page.url(), (await page.locator('body').innerText()).slice(0, 2000));
      throw error;
    });
    console.log(walked.join(' '));
  }, 120_000);
});
