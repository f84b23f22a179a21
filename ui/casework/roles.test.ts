import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { staffAccess } from '../../dev/routes/staff-access.js';
import { type StaffCapability, type StaffRole, staffMay, staffRoles } from '../../domain/casework/staff-roles.js';
import { type CaseworkApp, startCaseworkApp } from '../../test/support/apps/casework-app.js';
import { press } from '../../test/support/apps/casework-form.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { createCsrf } from '../http/csrf.js';
import { navigationFor } from './navigation.js';
import { casework } from './routes.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
});
afterAll(() => at?.close());

/** What each role may: again, not taken from the code, so that no change of it goes unseen. */
const may: Record<StaffRole, StaffCapability[]> = {
  checker: ['decide-cases'],
  senior: ['decide-cases', 'revise-decisions'],
  admin: [
    ...(['manage-partners', 'find-people', 'resend-messages', 'change-accounts', 'block-email-domains'] as const),
    ...(['read-audit', 'run-service', 'see-insight', 'handle-incidents', 'see-help-votes'] as const),
    'read-histories',
  ],
  insight: ['see-insight', 'handle-incidents', 'see-help-votes'],
  support: ['find-people', 'resend-messages', 'answer-tickets', 'see-help-votes'],
};

const needed = Object.fromEntries(staffAccess);

const forEverybody = [
  'POST /{*path}',
  'GET /',
  'GET /sign-in',
  'GET /sign-in/start',
  'GET /sign-in/callback',
  'POST /sign-out',
  'GET /signed-out',
  'GET /again',
  'GET /stay',
];

/** Every route that the desk has, as `GET /path`. */
function routes(): string[] {
  const staff = { issuer: 'http://localhost:9/staff', clientId: 'surety', clientSecret: 'secret' };
  const deps = { url: 'http://localhost:9', staff } as Parameters<typeof casework>[0];
  const { stack } = casework(deps, createCsrf(new Uint8Array(randomBytes(32)), deps.url));
  return stack.flatMap(({ route }) => {
    if (!route) return [];
    const methods = new Set(route.stack.map(({ method }) => method.toUpperCase()));
    return [...methods].map((method) => `${method} ${route.path}`);
  });
}

test('Each role may what its work needs, and no more; who has none may nothing', () => {
  const everything = [...new Set(Object.values(may).flat())];
  for (const role of staffRoles) {
    expect({ role, may: everything.filter((one) => staffMay([role], one)) }).toEqual({
      role,
      may: everything.filter((one) => may[role].includes(one)),
    });
  }
  expect(everything.filter((one) => staffMay([], one))).toEqual([]);
});

/**
 * Of the roles that may do it, those that may least: whatever lets one of them pass lets all others pass too. So each route is asked for by
 * these, each alone, and by all who may not at once.
 */
function leastRoles(capability: StaffCapability): StaffRole[] {
  const able = staffRoles.filter((role) => may[role].includes(capability));
  const isLess = (one: StaffRole, other: StaffRole) =>
    may[one].length < may[other].length && may[one].every((each) => may[other].includes(each));
  return able.filter((role) => !able.some((other) => isLess(other, role)));
}

test('Each page and form of the desk is for the roles that need it, and denied to all others', async () => {
  expect(routes().sort()).toEqual([...Object.keys(needed), ...forEverybody].sort());
  const desks = new Map<string, CookieBrowser>();
  const deskOf = async (roles: readonly StaffRole[]) => {
    const name = `only ${roles}`;
    const browser = desks.get(name) ?? (await at.signedIn(name, [...roles])).browser;
    desks.set(name, browser);
    return browser;
  };
  for (const [route, capability] of Object.entries(needed)) {
    const [method, path = ''] = route.split(' ');
    const address = `/casework${path.replace(/:\w+/g, 'nothing')}`;
    const others = staffRoles.filter((role) => !may[role].includes(capability));
    const [least, refused] = [leastRoles(capability).map((role) => [role]), [others]];
    expect(least.length).toBeGreaterThan(0);
    for (const roles of [...least, ...refused]) {
      const browser = await deskOf(roles);
      const answer = method === 'GET' ? await browser.request(address) : await press(browser, address);
      const denied = answer.status === 403 && (await answer.text()).includes('Your role does not open this page');
      expect({ route, roles, denied }).toEqual({ route, roles, denied: roles === others });
      // What the navigation leads to is there.
      if (method === 'GET' && !denied && !path.includes(':')) expect([route, answer.status]).toEqual([route, 200]);
    }
  }
});

test('The navigation shows each role the pages that it may open, and the desk’s address leads to the first', async () => {
  for (const role of staffRoles) {
    const { browser } = await at.signedIn(`sees ${role}`, [role]);
    const pages = navigationFor([role]).flatMap((part) => part.pages.map(({ href }) => href));
    const opens = (href: string) => needed[`GET ${href.replace('/casework', '')}`] ?? 'decide-cases';
    expect(pages.filter((href) => !may[role].includes(opens(href)))).toEqual([]);
    const { response, at: first } = await browser.open('/casework');
    expect([first.pathname, response.status]).toEqual([pages[0], 200]);
    const shown = /<nav class="surety-desk__nav"[\s\S]*?<\/nav>/.exec(await response.text())?.[0] ?? '';
    expect([...shown.matchAll(/href="([^"]+)"/g)].map(([, to]) => to)).toEqual(pages);
  }
  const { browser } = await at.signedIn('sees nothing', []);
  expect((await browser.request('/casework')).status).toBe(403);
});
