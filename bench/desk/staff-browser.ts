import type { StaffRole } from '../../domain/casework/staff-roles.js';
import type { Store } from '../../store/database.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import type { Product } from '../../test/support/product/product.js';

/** A browser with a staff session. */
export async function staffBrowser(
  { suretyUrl }: Product,
  store: Store,
  name: string,
  roles: StaffRole[],
): Promise<CookieBrowser> {
  const now = new Date();
  const checkerId = await store.staff.signedIn({ issuer: 'bench', subject: name, name, roles }, now);
  const token = await store.staffSessions.begin({ checkerId, name, roles, authAt: now }, now);
  const browser = new CookieBrowser(suretyUrl);
  browser.plant(`surety_staff=${token}; Path=/casework`);
  return browser;
}

/** A form's token of this browser, as a form. */
export async function tokenOf(browser: CookieBrowser): Promise<URLSearchParams> {
  const text = await (await browser.request('/casework/in-progress')).text();
  return new URLSearchParams({ csrf: /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '' });
}
