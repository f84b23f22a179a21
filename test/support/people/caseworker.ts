import type { Page } from 'playwright-core';
import type { Product } from '../product/product.js';
import { attestedFields } from './attested.js';

/** A caseworker at the desk, in a browser of their own. */
export async function signInStaff(page: Page, product: Product, name: string): Promise<void> {
  await page.goto(`${product.suretyUrl}/casework`);
  const signIn = page.locator('main a.nhsuk-button, main form button').first();
  if (!page.url().startsWith(product.devUrl)) await signIn.click();
  await page.locator('button[name=member]', { hasText: name }).click();
  await page.waitForURL(`${product.suretyUrl}/casework**`);
}

/** Takes the oldest case. */
export async function startNext(page: Page, product: Product): Promise<void> {
  await page.goto(`${product.suretyUrl}/casework`);
  await page.locator('form[action="/casework/start-next"] button').click();
  await page.waitForURL(/\/casework\/reviews\//);
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

/** Decides the case on the desk: chooses, continues, confirms. */
export async function decide(page: Page, outcome: 'pass' | 'decline', reason?: string): Promise<void> {
  await page.check(`input[name=outcome][value=${outcome}]`);
  if (outcome === 'pass') {
    for (const [name, value] of Object.entries(attestedFields)) await page.check(`input[name=${name}][value=${value}]`);
  }
  if (reason) {
    await page.check(`input[name=reasons][value=${reason}]`);
    await page.check('input[name=document][value=passport]');
  }
  await page.locator('form[action$="/confirm"] button').last().click();
  await page.locator('main form[action$="/decide"] button, main form button.nhsuk-button').last().click();
  await page.waitForLoadState('domcontentloaded');
}
