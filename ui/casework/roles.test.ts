import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StaffRole, staffRoles } from '../../domain/staff-roles.js';
import { type CaseworkApp, startCaseworkApp } from '../../test/support/casework-app.js';
import { press } from '../../test/support/casework-form.js';
import { createCsrf } from '../http/csrf.js';
import { casework } from './routes.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
});
afterAll(() => at?.close());

const deciding: StaffRole[] = ['checker', 'senior'];

/** Who may open or post each address below `/casework`. Those that everybody may are not here. */
const allowed: Record<string, StaffRole[]> = {
  ...Object.fromEntries(
    [
      ...['GET /', 'GET /in-progress', 'GET /holding', 'GET /completed', 'POST /start-next'],
      ...['GET /assurance', 'POST /assurance/start', 'GET /assurance/:id', 'GET /assurance/:id/evidence/:evidenceId'],
      ...['POST /assurance/:id/pass-on', 'POST /assurance/:id/judge'],
      ...['GET /help', 'POST /help', 'POST /help/:id'],
      ...['GET /reviews/:id', 'GET /reviews/:id/evidence/:evidenceId', 'POST /reviews/:id/attach'],
      ...[
        'POST /reviews/:id/claim',
        'POST /reviews/:id/put-back',
        'POST /reviews/:id/pass-on',
        'POST /reviews/:id/notes',
      ],
      ...['POST /reviews/:id/hold', 'POST /reviews/:id/release'],
      ...['GET /reviews/:id/reassign', 'POST /reviews/:id/reassign'],
      ...['POST /reviews/:id/confirm', 'POST /reviews/:id/decision', 'GET /reviews/:id/decided'],
      ...['GET /delegations', 'POST /delegations', 'GET /delegations/:id', 'POST /delegations/:id/decision'],
      ...['GET /delegations/:id/evidence/:evidenceId', 'POST /delegations/:id/protect'],
    ].map((address) => [address, deciding]),
  ),
  'GET /reviews/:id/revise': ['senior'],
  'POST /reviews/:id/revise': ['senior'],
  ...Object.fromEntries(
    ['partners', 'news', 'roadmap'].flatMap((page) => [
      [`GET /${page}`, ['admin']],
      [`GET /${page}/:id`, ['admin']],
      [`POST /${page}/:id`, ['admin']],
      ...(page === 'partners' ? [] : [[`POST /${page}`, ['admin']]]),
    ]),
  ),
};

const forEverybody = [
  'POST /{*path}',
  'GET /sign-in',
  'GET /sign-in/start',
  'GET /sign-in/callback',
  'POST /sign-out',
  'GET /signed-out',
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

test('Each page and form of the desk is for the roles that need it, and denied to all others', async () => {
  expect(routes().sort()).toEqual([...Object.keys(allowed), ...forEverybody].sort());
  for (const roles of [[], ...staffRoles.map((role) => [role])] as StaffRole[][]) {
    const { browser } = await at.signedIn(`only ${roles}`, roles);
    for (const [route, who] of Object.entries(allowed)) {
      const [method, path = ''] = route.split(' ');
      const address = `/casework${path.replace(/:\w+/g, 'nothing').replace(/\/$/, '')}`;
      const answer = method === 'GET' ? await browser.request(address) : await press(browser, address);
      const denied = answer.status === 403 && /You cannot open cases|This page is for/.test(await answer.text());
      expect({ route, roles, denied }).toEqual({ route, roles, denied: !roles.some((role) => who.includes(role)) });
    }
  }
});
