import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Product } from '../product/product.js';
import { eventually } from '../workflows/workflow-environment.js';
import type { Person } from './person.js';

/**
 * Hands the pictures over to a phone, from a page that asks for one: by the link in a text message and the number on the first screen.
 * Both pages stand where a hand-off has them then: the phone at the step, the first screen following.
 */
export async function handOver(page: Page, phone: Page, person: Person, product: Product): Promise<void> {
  await page.locator('.surety-phone a').click();
  await page.locator('main button', { hasText: person.mobile.slice(-3) }).click();
  await page.locator('.surety-scan__code').waitFor();
  const link = await eventually(async () => {
    const texts = product.devServer.inbox.list(person.mobile).map(({ text }) => text ?? '');
    return texts.map((text) => /https?:\/\/\S+\/hand-off\/start\/\S+/.exec(text)?.[0]).find(Boolean);
  });
  await phone.goto(link);
  expect(await phone.locator('main').innerText()).toContain(`ending ${person.mobile.slice(-3)}`);
  await phone.locator('main form button').click();
  await phone.waitForURL(/\/number$/);
  await phone.fill('#number', await page.locator('.surety-number').innerText());
  await phone.locator('main form button').click();
  await page.locator('[data-hand-off=connected]').waitFor();
}
