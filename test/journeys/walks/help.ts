import { describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { product, screen, store } from './place.js';
import { at } from './somebody-at.js';

describe('Help', () => {
  test('opened at a step shows what helps there, takes a word on it, and leads back to the step and to what was typed', async () => {
    const { visitor, person } = await at('details', 'P5');
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

    await page.locator('[data-help]').click();
    await page.locator('.surety-help__ways a[href^="/help/contact"]').click();
    await page.locator('input[name="category"][value="details"]').check();
    await page.fill('#message', 'My name is not found.');
    expect(await page.locator('input[name="journey"]').isChecked()).toBe(true);
    await page.setInputFiles('#files', {
      name: 'seen.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7'),
    });
    await page.locator('main form button').click();
    await page.waitForURL((url) => /^\/help\/tickets\/TK-\d{4}-\d{4}$/.test(url.pathname));
    const ticket = await store.tickets.byNumber(new URL(page.url()).pathname.slice(-12));
    const confirmed = () =>
      product.devServer.inbox.list(person.email).some(({ text }) => text.includes(String(ticket?._id)));
    await eventually(async () => confirmed());
    expect(ticket).toMatchObject({ journeyId: step.split('/')[2], step: 'details', files: [{ kind: 'pdf' }] });
  }, 30_000);
});
