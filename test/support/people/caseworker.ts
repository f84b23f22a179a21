import type { Page } from 'playwright-core';
import type { Product } from '../product/product.js';

/** A caseworker at the desk, in a browser of their own. */
export async function signInStaff(page: Page, product: Product, name: string): Promise<void> {
  await page.goto(`${product.suretyUrl}/casework`);
  const signIn = page.locator('main a.nhsuk-button, main form button').first();
  if (!page.url().startsWith(product.devUrl)) await signIn.click();
  await page.locator('button[name=member]', { hasText: name }).click();
  await page.waitForURL(`${product.suretyUrl}/casework**`);
}

/** Two checkers ask for the one case that waits at the same moment. @returns the page of the one who has it */
export async function startTogether(desks: readonly [Page, Page], product: Product): Promise<Page> {
  await Promise.all(desks.map((desk) => desk.goto(`${product.suretyUrl}/casework`)));
  await Promise.all(desks.map((desk) => desk.keyboard.press('n')));
  await Promise.all(desks.map((desk) => desk.waitForURL(/\/casework\/(reviews\/|start-next)/)));
  const [opened, ...more] = desks.filter((desk) => desk.url().includes('/reviews/'));
  if (!opened || more.length > 0) throw new Error('one case was not given to one of two checkers');
  return opened;
}

/** Decides the case on the desk by keys alone. @returns how many were pressed */
export async function decideByKeys(page: Page, keys: readonly string[]): Promise<number> {
  for (const key of keys) {
    await page.waitForLoadState('load');
    await page.keyboard.press(key);
    if (key === 'Enter') await page.waitForURL(/\/(confirm|decided)$/);
  }
  await page.waitForURL(/\/decided$/);
  return keys.length;
}
