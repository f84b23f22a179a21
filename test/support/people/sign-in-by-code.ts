import { knownPassword, submit, type UiApp } from '../apps/ui-app.js';
import { eventually } from '../workflows/workflow-environment.js';
import type { CookieBrowser } from './cookie-browser.js';

/** Signs an account in by password and text message, from whichever page of a sign-in was reached. @returns what that leads to */
export async function signInByCode(
  at: Pick<UiApp, 'store' | 'sent' | 'code'>,
  browser: CookieBrowser,
  page: URL,
  email: string,
): Promise<{ response: Response; at: URL }> {
  const base = page.pathname.replace(/\/\w+$/, '');
  const account = await at.store.accounts.byEmail(email);
  const { mobile = '' } = at.store.accounts.contacts(account as NonNullable<typeof account>);
  const texts = () => at.sent.filter(({ to }) => to === mobile).length;
  const before = texts();
  await submit(browser, `${base}/email`, { email });
  await submit(browser, `${base}/password`, { password: knownPassword });
  const code = await eventually(async () => texts() > before && at.code(mobile));
  const answer = await submit(browser, `${base}/sms-code`, { code });
  return browser.open(answer.headers.get('location') ?? '');
}
