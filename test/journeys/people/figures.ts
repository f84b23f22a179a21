import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newDevice } from '../../support/browser/browser.js';
import { signInStaff } from '../../support/people/caseworker.js';
import { beginAtPartner } from '../../support/people/person.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { browser, product, test } from './place.js';

/** What a row of the summary says. */
const figure = async (page: Page, name: string) =>
  Number((await page.locator(`div:has(> dt:text-is("${name}")) > dd`).innerText()).replaceAll(',', ''));

/** Rows of the table with this caption. */
const rows = (page: Page, caption: string) =>
  page.locator(`table:has(caption:text-is("${caption}")) tbody tr`).allInnerTexts();

describe('Whoever runs the service', () => {
  test('sees on every dashboard what people did, and how long pages took before their eyes; and narrows it down', async () => {
    const { page: visitor } = await newDevice(browser);
    await beginAtPartner(visitor, product, 'P5');
    await visitor.waitForURL(/\/email$/);
    await visitor.goto(product.devUrl);
    const { page } = await newDevice(browser);
    await signInStaff(page, product, 'Ivy');
    // Added up once a minute: there already where others walked before.
    await eventually(async () => {
      await page.goto(`${product.suretyUrl}/casework/conversion`);
      return (await rows(page, 'How long pages took to show')).length > 0;
    });
    const landed = await figure(page, 'Landed');
    expect(landed).toBeGreaterThan(0);
    expect((await rows(page, 'How long pages took to show')).join('\n')).toMatch(/Email address\s+\d+\s+[\d.]+ m?s/);
    await page.selectOption('#level', 'P0');
    await page.selectOption('#by', 'device');
    await page.locator('main form[method=get] button').click();
    await page.waitForURL(/level=P0/);
    expect(await figure(page, 'Landed')).toBeLessThan(landed);
    for (const dashboard of ['growth', 'health']) {
      await page.locator(`nav a[href="/casework/${dashboard}"]`).first().click();
      await page.waitForURL(`**/${dashboard}`);
      expect(await page.locator('main svg[role=img]').count()).toBeGreaterThan(0);
    }
    await page.locator('nav a[href="/casework/incidents"]').first().click();
    expect(await page.locator('main').innerText()).toContain('Incidents');
  }, 180_000);
});
