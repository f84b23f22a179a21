import type { Page } from 'playwright-core';
import { attestedFields } from './attested.js';
import type { Product } from './product.js';

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
