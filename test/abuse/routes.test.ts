import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Access, accessOf, staleRules } from '../../dev/routes/access.js';
import { unconnectedApp } from '../../dev/routes/app.js';
import { type Route, routesOf } from '../../dev/routes/walk.js';
import { randomId } from '../../platform/random-id.js';
import type { CookieBrowser } from '../support/cookie-browser.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';

let at: WholeApp;
let routes: Route[];
beforeAll(async () => {
  at = await startWholeApp();
  routes = await routesOf(unconnectedApp);
});
afterAll(() => at?.close());

/** How an answer looks to who may not: its status, and where it leads. */
type Answer = { status: number; to: string };
const signIn = ({ status, to }: Answer) => status === 303 && /^\/authorize\?client_id=surety&/.test(to);
const with404 = ({ status }: Answer) => status === 404;
const with401 = ({ status }: Answer) => status === 401;
const toDesk = ({ status, to }: Answer) => status === 303 && /^\/casework\/sign-in(\?to=|$)/.test(to);

/** How each kind of route refuses: who comes without anything, and who is signed in to another account and as staff, at once. */
const refusals: Record<string, { nobody: (answer: Answer) => boolean; wrong?: (answer: Answer) => boolean }> = {
  link: { nobody: ({ status }) => status === 404 || status === 410 },
  interaction: { nobody: ({ status }) => status === 410 },
  account: { nobody: signIn },
  owner: { nobody: signIn, wrong: ({ status }) => status === 403 },
  writer: { nobody: with404 },
  phone: { nobody: with404 },
  recovery: { nobody: with404 },
  portal: { nobody: signIn },
  member: { nobody: signIn, wrong: with404 },
  staff: { nobody: toDesk },
  client: { nobody: ({ status }) => status === 400 || status === 401 },
  token: { nobody: with401 },
  partner: { nobody: with401 },
  operator: { nobody: with401 },
};

/** Who is refused by being led elsewhere, where the page that they land on refuses; or by a bare answer to a script. */
const otherwise: Record<string, (answer: Answer) => boolean> = {
  'GET /account/stay': with401,
  'GET /interaction/:uid/stay': with401,
  'GET /authorize/:uid': ({ status }) => status === 400,
  'POST /end-session/confirm': ({ status }) => status === 400,
  'GET /interaction/:uid/leave': ({ to }) => to === at.partner.entryPage,
  'POST /interaction/:uid/leave': ({ to }) => to === at.partner.entryPage,
  'POST /interaction/:uid/cancel': ({ to }) => to === at.partner.entryPage,
  'GET /start/:id/as': ({ to }) => to.startsWith('/journey/'),
  'POST /start/:id/as': ({ to }) => to.startsWith('/journey/'),
  'POST /hand-off/:id/stop': ({ to }) => to.startsWith('/hand-off/'),
};

/** Asks for a route with a form that this browser could have been shown, so that nothing but who asks stands against it. */
async function ask(browser: CookieBrowser, { method, path }: Route, ids: Record<string, string>): Promise<Answer> {
  const address = path.replace(/{?[:*](\w+)}?/g, (_all, name: string) => ids[name] ?? 'nothing');
  const csrf = await at.token(browser);
  const body = method === 'POST' || method === 'PATCH' ? new URLSearchParams({ csrf }) : null;
  const answer = await browser.request(address, { method, body, headers: { authorization: 'Bearer x.y.z' } });
  await answer.arrayBuffer();
  return { status: answer.status, to: answer.headers.get('location') ?? '' };
}

const kindOf = (access: Access = 'anybody') => access.replace(/:.*/, '');

test('Somebody has said of every route who may ask for it, and of no route that is gone', () => {
  expect(routes.filter((route) => !accessOf(route))).toEqual([]);
  expect(staleRules(routes)).toEqual([]);
  expect(routes.length).toBeGreaterThan(400);
});

test('Every route is refused to who comes with nothing, and to who comes with everything that is for other routes', async () => {
  const owner = await at.person();
  const nobody = at.browser();
  const stranger = (await at.person()).browser;
  await at.staff(stranger);
  await at.begin(stranger, { prompt: 'login' });
  const signedOut = await at.staff();
  await at.begin(signedOut);
  const journey = await at.store.journeys.open({
    ...{ partnerId: at.partner._id, accountId: owner.id, wanted: 'P9', vtr: ['P9.Cp.Cd'], scopes: ['openid'] },
    ...{ expiresAt: new Date(Date.now() + 60_000), now: new Date() },
  } as unknown as Parameters<typeof at.store.journeys.open>[0]);
  await at.store.services.create(at.partner._id, owner.id, new Date());
  const uid = (await at.begin(at.browser())).pathname.split('/')[2] ?? '';

  const open: string[] = [];
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    const kind = kindOf(accessOf(route));
    const refusal = refusals[kind];
    const id = kind === 'owner' ? journey._id : kind === 'member' ? at.partner._id : randomId();
    const first = await ask(nobody, route, { id, uid });
    if (!refusal) {
      if ([401, 403].includes(first.status) || signIn(first)) open.push(`${name} is closed: ${first.status}`);
      continue;
    }
    // Each kind is tried with what opens all the others.
    const others = ['account', 'portal'].includes(kind) ? signedOut : kind === 'staff' ? owner.browser : stranger;
    const second = await ask(others, route, { id, uid });
    const asSaid = otherwise[name];
    if (!(asSaid ?? refusal.nobody)(first)) open.push(`${name} to nobody: ${first.status} ${first.to}`);
    const wrong = asSaid ?? refusal.wrong ?? refusal.nobody;
    if (!wrong(second)) open.push(`${name} to others: ${second.status} ${second.to}`);
  }
  expect(open).toEqual([]);
  expect(await at.store.journeys.byId(journey._id)).toMatchObject({ accountId: owner.id, changes: journey.changes });
  expect(at.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});
