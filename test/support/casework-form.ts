import type { CookieBrowser } from './cookie-browser.js';

/** Posts a form from a page of the desk, with the token that the page holds. */
export async function press(
  browser: CookieBrowser,
  action: string,
  fields: [string, string][] = [],
  page = '/casework',
): Promise<Response> {
  const text = await (await browser.request(page)).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  return post(browser, action, [['csrf', csrf], ...fields]);
}

export function post(browser: CookieBrowser, action: string, fields: [string, string][]): Promise<Response> {
  return browser.request(action, { method: 'POST', body: new URLSearchParams(fields) });
}
