import type { Response as Answer, Request } from 'express';
import type { Account } from '../../../store/accounts/accounts.js';
import { makeKnown } from '../../../ui/sign-in/device-cookie.js';
import { knownPassword, submit, type UiApp } from '../apps/ui-app.js';
import type { CookieBrowser } from './cookie-browser.js';

/**
 * Signs an account in by its password, in a browser that it remembers: no message is sent, which is the quickest where signing in is not what a
 * test is about. It does not do for changes of the account. @returns what that leads to
 */
export async function signInByDevice(
  { store, url }: Pick<UiApp, 'store' | 'url'>,
  browser: CookieBrowser,
  page: URL,
  email: string,
): Promise<{ response: Response; at: URL }> {
  return browser.open(await passwordByDevice({ store, url }, browser, page, email));
}

/** The same, not followed. @returns the address that it leads to */
export async function passwordByDevice(
  { store, url }: Pick<UiApp, 'store' | 'url'>,
  browser: CookieBrowser,
  page: URL,
  email: string,
): Promise<string> {
  const base = page.pathname.replace(/\/\w+$/, '');
  await rememberDevice({ store, url }, browser, email);
  await submit(browser, `${base}/email`, { email });
  const answer = await submit(browser, `${base}/password`, { password: knownPassword });
  return answer.headers.get('location') ?? '';
}

/** Has the account remember a browser: its password alone signs it in there. */
export async function rememberDevice(
  { store, url }: Pick<UiApp, 'store' | 'url'>,
  browser: Pick<CookieBrowser, 'plant'>,
  email: string,
): Promise<void> {
  const account = (await store.accounts.byEmail(email)) as Account;
  const given = { cookie: (name: string, value: string) => browser.plant(`${name}=${value}; Path=/`) };
  const device = makeKnown({ store, url }, { headers: {} } as Request, given as unknown as Answer, account._id);
  await store.signInWays.remember(device, account, 'Test browser', new Date());
}
