import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Pages that keep to their own window would have a new process for each step of the way.
  '--disable-site-isolation-trials',
];

/** Headless Chromium, without a camera (see live-person.ts for one). */
export function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH;
  if (!executablePath) throw new Error('CHROMIUM_PATH is set by the test run');
  return chromium.launch({ executablePath, args: quiet });
}

/** A device of its own: nothing shared with other contexts. */
export async function newDevice(
  browser: Browser,
  language: 'en' | 'cy' = 'en',
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ locale: language === 'cy' ? 'cy-GB' : 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return { context, page };
}
