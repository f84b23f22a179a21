import { describe, expect, test } from '@jest/globals';
import { ownPatient } from '../../support/patients.js';
import { visitTo } from '../../support/visit.js';
import { begin } from './leaving.js';
import { product, screen } from './place.js';

describe('Help', () => {
  test('opened at a step shows what helps there, takes a word on it, and leads back to the step and to what was typed', async () => {
    const visitor = await begin('P5');
    await visitTo('details', visitor, ownPatient(product));
    await screen.show(visitor);
    const { page } = screen;
    const step = new URL(page.url()).pathname;
    await page.fill('#givenNames', 'Half Typed');
    await page.locator('[data-help]').click();
    await page.waitForURL((url) => url.pathname === '/help' && url.searchParams.get('step') === 'details');
    // The first of those for this page, whatever the language.
    await page.locator('section[aria-labelledby="here"] a').first().click();
    await page.waitForURL((url) => /^\/help\/[a-z-]+$/.test(url.pathname));
    await page.locator('form[action$="/helpful"] button[value="yes"]').click();
    await page.waitForURL((url) => url.searchParams.get('thanks') === 'yes');
    await page.locator('.surety-help__ways a[href^="/journey/"]').click();
    await page.waitForURL((url) => url.pathname === step);
    expect(await page.inputValue('#givenNames')).toBe('Half Typed');
  }, 30_000);
});
