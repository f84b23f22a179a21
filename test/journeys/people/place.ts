import type { Browser } from 'playwright-core';
import { samplePerson } from '../../../dev/specimens/people.js';
import { newDevice, startBrowser } from '../../support/browser/browser.js';
import { browserTest } from '../../support/browser/browser-test.js';
import { sitBeforeCamera } from '../../support/people/live-person.js';
import type { Person } from '../../support/people/person.js';
import { type Product, startProduct } from '../../support/product/product.js';

/** One product and one browser for all. Set before the first test. */
export let product: Product;
export let browser: Browser;
/** By which the partner knows the first person's journey. */
export const reference = 'Ward 7, bed of Amelia';
/** Everybody who walks here: nothing of them may be found afterwards in what Surety writes down in the open. */
export const people: Person[] = [];
export const test = browserTest(() => ({ browser, product }));

export async function startPlace(): Promise<void> {
  product = await startProduct({ env: { TRUST_PROXY: 'loopback' } });
  browser = await startBrowser();
}

export async function stopPlace(): Promise<void> {
  await browser?.close();
  await product?.stop();
}

/** A device before whose camera sample person 0 sits. */
export async function deviceWithCamera() {
  const device = await newDevice(browser);
  await sitBeforeCamera(device.context, (await samplePerson(0)).photo);
  return device;
}
