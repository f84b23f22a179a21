import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { staffAccess } from '../../dev/routes/staff-access.js';
import { type StaffCapability, type StaffRole, staffMay, staffRoles } from '../../domain/casework/staff-roles.js';
import { type CaseworkApp, startCaseworkApp } from '../../test/support/apps/casework-app.js';
import { press } from '../../test/support/apps/casework-form.js';
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

test('Each page and form of the desk is for the roles that need it, and denied to all others', async () => {
  expect(routes().sort()).toEqual([...Object.keys(needed), ...forEverybody].sort());
  for (const roles of [[], ...staffRoles.map((role) => [role])] as StaffRole[][]) {
    const { browser } = await at.signedIn(`only ${roles}`, roles);
    for (const [route, capability] of Object.entries(needed)) {
      const [method, path = ''] = route.split(' ');
      const address = `/casework${path.replace(/:\w+/g, 'nothing')}`;
      const answer = method === 'GET' ? await browser.request(address) : await press(browser, address);
      const denied = answer.status === 403 && (await answer.text()).includes('Your role does not open this page');
      const mayNot = !roles.some((role) => may[role].includes(capability));
      expect({ route, roles, denied }).toEqual({ route, roles, denied: mayNot });
    }
  }
});

test('The navigation shows each role the pages that it may open, and the desk’s address leads to the first', async () => {
  for (const role of staffRoles) {
    const { browser } = await at.signedIn(`sees ${role}`, [role]);
    const pages = navigationFor([role]).flatMap((part) => part.pages);
    const first = await browser.request('/casework');
    if (!pages[0]) expect(first.status).toBe(403);
    else if (pages[0].href !== '/casework') expect(first.headers.get('location')).toBe(pages[0].href);
    for (const { href } of pages) {
      const answer = await browser.request(href);
      expect({ role, href, status: answer.status }).toEqual({ role, href, status: 200 });
      const shown = /<nav class="surety-desk__nav"[\s\S]*?<\/nav>/.exec(await answer.text())?.[0] ?? '';
      expect([...shown.matchAll(/href="([^"]+)"/g)].map(([, to]) => to)).toEqual(pages.map((page) => page.href));
    }
  }
});
