import { expect, test } from '@jest/globals';
import { accessOf, staleRules } from '../../dev/routes/access.js';
import type { Route } from '../../dev/routes/walk.js';
import { randomId } from '../../platform/random-id.js';
import type { CookieBrowser } from '../support/people/cookie-browser.js';
import { type Abused, type Answered, kindOf, request } from './everybody.js';

/** How an answer looks to who may not: its status, and where it leads. */
type Answer = Pick<Answered, 'status' | 'to'>;
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
const toPartner = ({ to }: Answer) => to === 'https://partner.example/';
const otherwise: Record<string, (answer: Answer) => boolean> = {
  'GET /account/stay': with401,
  'GET /interaction/:uid/stay': with401,
  'POST /casework/codec/decode': ({ status }) => status === 403,
  'GET /authorize/:uid': ({ status }) => status === 400,
  'POST /end-session/confirm': ({ status }) => status === 400,
  'GET /interaction/:uid/leave': toPartner,
  'POST /interaction/:uid/leave': toPartner,
  'POST /interaction/:uid/cancel': toPartner,
  'GET /start/:id/as': ({ to }) => to.startsWith('/journey/'),
  'POST /start/:id/as': ({ to }) => to.startsWith('/journey/'),
  'POST /hand-off/:id/stop': ({ to }) => to.startsWith('/hand-off/'),
};

export function unlawfulRequests(abused: () => Abused): void {
  test('Somebody has said of every route who may ask for it, and of no route that is gone', () => {
    const { routes } = abused();
    expect(routes.filter((route) => !accessOf(route))).toEqual([]);
    expect(staleRules(routes)).toEqual([]);
    expect(routes.length).toBeGreaterThan(400);
  });

  test('Every route is refused to who comes with nothing, and to who comes with everything that is for other routes', async () => {
    const { app, owner, routes, journeyId } = abused();
    const nobody = app.browser();
    const stranger = (await app.person()).browser;
    await app.staff(stranger);
    await app.begin(stranger, { prompt: 'login' });
    const signedOut = await app.staff();
    await app.begin(signedOut);
    const signedIn = (await app.person()).browser;
    const uid = (await app.begin(app.browser())).pathname.split('/')[2] ?? '';
    const journey = await app.store.journeys.byId(journeyId);
    const ask = async (browser: CookieBrowser, route: Route, ids: Record<string, string>) => {
      const body = ['POST', 'PATCH'].includes(route.method)
        ? new URLSearchParams({ csrf: await app.token(browser) })
        : null;
      return request(browser, route, ids, { body, headers: { authorization: 'Bearer x.y.z' } });
    };

    const open: string[] = [];
    // Of a page and its form, which find out in one place who asks, others try the form.
    const forms = new Set(routes.filter(({ method }) => method === 'POST').map(({ path }) => path));
    for (const route of routes) {
      const name = `${route.method} ${route.path}`;
      const kind = kindOf(accessOf(route));
      const refusal = refusals[kind];
      const id = kind === 'owner' ? journeyId : kind === 'member' ? app.partner._id : randomId();
      const first = await ask(nobody, route, { id, uid });
      if (!refusal) {
        if ([401, 403].includes(first.status) || signIn(first)) open.push(`${name} is closed: ${first.status}`);
        continue;
      }
      // Each kind is tried with what opens all the others.
      const others = ['account', 'portal'].includes(kind) ? signedOut : kind === 'staff' ? signedIn : stranger;
      const asSaid = otherwise[name];
      if (!(asSaid ?? refusal.nobody)(first)) open.push(`${name} to nobody: ${first.status} ${first.to}`);
      if (route.method === 'GET' && forms.has(route.path)) continue;
      const second = await ask(others, route, { id, uid });
      const wrong = asSaid ?? refusal.wrong ?? refusal.nobody;
      if (!wrong(second)) open.push(`${name} to others: ${second.status} ${second.to}`);
    }
    expect(open).toEqual([]);
    expect(await app.store.journeys.byId(journeyId)).toMatchObject({ accountId: owner.id, changes: journey?.changes });
    const failed = app.logged.filter((line) => line.includes('"level":"error"'));
    // Their issuer is not there.
    expect(failed.filter((line) => !line.includes('/casework/sign-in/start'))).toEqual([]);
  });
}
