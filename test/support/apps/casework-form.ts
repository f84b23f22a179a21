import type { CookieBrowser } from '../people/cookie-browser.js';

/** The token of each browser's forms: it stays the same. */
const tokens = new WeakMap<CookieBrowser, string>();

/** What a page would tell of a browser, where the test knows it already: many presses then ask for no page. */
export const keepToken = (browser: CookieBrowser, token: string): void => void tokens.set(browser, token);

/** Posts a form from a page of the desk, with the token that the page holds. */
export async function press(
  browser: CookieBrowser,
  action: string,
  fields: [string, string][] = [],
  page = '/casework/in-progress',
): Promise<Response> {
  const csrf = tokens.get(browser) ?? (await tokenOn(browser, page));
  return post(browser, action, [['csrf', csrf], ...fields]);
}

async function tokenOn(browser: CookieBrowser, page: string): Promise<string> {
  const text = await (await browser.request(page)).text();
  const token = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  if (token) tokens.set(browser, token);
  return token;
}

export function post(browser: CookieBrowser, action: string, fields: [string, string][]): Promise<Response> {
  return browser.request(action, { method: 'POST', body: new URLSearchParams(fields) });
}

/** Finds somebody by their account's id or email address, as staff do after an incident. @returns the address of their page */
export async function findPerson(browser: CookieBrowser, who: string): Promise<string> {
  const fields: [string, string][] = [
    ['who', who],
    ['reason', 'incident'],
  ];
  const answer = await press(browser, '/casework/people', fields, '/casework/people');
  return answer.headers.get('location') ?? '';
}
