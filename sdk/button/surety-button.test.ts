import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type ProviderApp, startProviderApp } from '../../test/support/apps/provider-app.js';
import { startBrowser } from '../../test/support/browser/browser.js';
import { violations, withAxe } from '../../test/support/browser/page-checks.js';
import { packedSdk } from '../../test/support/partners/packed-sdk.js';
import { type SdkPartner, startSdkPartner } from '../../test/support/partners/sdk-partner.js';

/** No inline style, no inline script, no markup made by scripts, nothing from elsewhere. */
const strict =
  "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const html = `<!DOCTYPE html><html lang="en"><head><title>Portal</title><script type="module" src="/button.js"></script></head>
<body><main><h1>Portal</h1>
<surety-button id="redirect" href="/surety/sign-in?return_to=/who"><a href="/surety/sign-in">Continue with Surety</a></surety-button>
<surety-button id="popup" mode="popup" look="plain" href="/surety/sign-in?return_to=/who"></surety-button>
<p lang="cy"><surety-button id="welsh" wide href="/surety/sign-in"></surety-button></p>
</main></body></html>`;

let app: ProviderApp;
let site: SdkPartner;
let browser: Browser;
let page: Page;
const refused: string[] = [];

beforeAll(async () => {
  [app, browser] = await Promise.all([startProviderApp(), startBrowser()]);
  const script = readFileSync(join(await packedSdk(), 'node_modules/@surety/sdk/dist/button.js'));
  site = await startSdkPartner({
    app,
    surety: { scope: 'openid' },
    pages: (server) => {
      server.get('/button.js', (_req, res) => void res.type('js').send(script));
      server.get('/start', (_req, res) => void res.set('Content-Security-Policy', strict).send(html));
    },
  });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await app?.close();
});
beforeEach(async () => {
  Object.assign(app.behaviour, { accountId: await app.addAccount(), wait: false });
  const context = await browser.newContext();
  await withAxe(context);
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  await page.goto(`${site.url}/start`);
});

describe('The button', () => {
  it('shows under the strictest policy, says its words in the language of its place, and passes axe', async () => {
    const names = await page.getByRole('link').evaluateAll((links) => links.map((link) => link.textContent));
    expect(names).toEqual(['Continue with Surety', 'Continue with Surety', 'Parhau gyda Surety']);
    const box = await page.locator('#redirect').getByRole('link').boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    const colour = await page
      .locator('#redirect a')
      .last()
      .evaluate((link) => getComputedStyle(link).backgroundColor);
    expect(colour).toBe('rgb(11, 95, 107)');
    expect(await violations(page)).toEqual([]);
    expect(refused).toEqual([]);
  });

  it('leads to the sign-in by keyboard, and back', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site.url}/who`);
    expect(await page.textContent('body')).toContain('"level":"P0"');
  });

  it('opens a window, though Surety cuts the tie to it, and goes on here when it is over', async () => {
    app.behaviour.wait = true;
    await page.context().route('**/interaction/*', async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'cross-origin-opener-policy': 'same-origin' },
      });
    });
    const opened = page.context().waitForEvent('page');
    await page.locator('#popup').getByRole('link').click();
    const popup = await opened;
    await popup.waitForURL('**/interaction/*');
    expect(page.url()).toBe(`${site.url}/start`);
    const closed = popup.waitForEvent('close');
    await popup.goto(`${popup.url()}?go=1`);
    await page.waitForURL(`${site.url}/who`);
    expect(await page.textContent('body')).toContain('"level":"P0"');
    await closed;
  });
});
