import { type Access, accessOf } from '../../dev/routes/access.js';
import type { Route } from '../../dev/routes/walk.js';
import { randomId } from '../../platform/random-id.js';
import type { WholeApp } from '../support/apps/whole-app.js';
import type { CookieBrowser } from '../support/people/cookie-browser.js';

/** What the suites of abuse share: one application as production has it, its routes, and somebody who may nearly everything. */
export interface Abused {
  app: WholeApp;
  routes: Route[];
  /** In one browser: signed in, owner of a journey and of a service, with a request to sign in, and staff with every role. */
  owner: { id: string; email: string; browser: CookieBrowser };
  /** What the places in a route's address stand for, so that it is the owner's own. */
  idsFor: (route: Route) => Record<string, string>;
  journeyId: string;
}

/** What one request came to. */
export interface Answered {
  status: number;
  /** Where it leads, or an empty text. */
  to: string;
  headers: Headers;
  text: string;
}

export async function everybody(app: WholeApp, routes: Route[]): Promise<Abused> {
  const owner = await app.person();
  await app.staff(owner.browser);
  const journey = await app.store.journeys.open({
    ...{ partnerId: app.partner._id, accountId: owner.id, wanted: 'P9', vtr: ['P9.Cp.Cd'], scopes: ['openid'] },
    ...{ expiresAt: new Date(Date.now() + 600_000), now: new Date() },
  } as unknown as Parameters<typeof app.store.journeys.open>[0]);
  await app.store.services.create(app.partner._id, owner.id, new Date());
  const uid = (await app.begin(owner.browser, { prompt: 'login' })).pathname.split('/')[2] ?? '';
  const idsFor = (route: Route) => {
    const kind = kindOf(accessOf(route));
    return { uid, id: kind === 'owner' ? journey._id : kind === 'member' ? app.partner._id : randomId() };
  };
  return { app, routes, owner, idsFor, journeyId: journey._id };
}

/** The kind of rule that a route has; what staff must be allowed is left out. */
export const kindOf = (access: Access = 'anybody'): string => access.replace(/:.*/, '');

/** Routes whose forms people send from pages: not those of programs, which bring no cookies that a browser would add. */
export function formRoutes(routes: readonly Route[]): Route[] {
  const programs = ['client', 'token', 'partner', 'operator'];
  return routes.filter(({ method, path }) => {
    const kind = kindOf(accessOf({ method, path }));
    return method === 'POST' && !programs.includes(kind) && !['/authorize', '/end-session/confirm'].includes(path);
  });
}

/** These end what the next requests need. */
export const ends = (path: string): boolean => /sign-out$|\/cancel$|account\/close$|services\/:id\/close$/.test(path);

/** One request for a route, as somebody's browser makes it. */
export async function request(
  browser: CookieBrowser,
  { method, path }: Route,
  ids: Record<string, string>,
  {
    body,
    headers = {},
    query = '',
  }: { body?: RequestInit['body']; headers?: Record<string, string>; query?: string } = {},
): Promise<Answered> {
  const address = path.replace(/{?[:*](\w+)}?/g, (_all, name: string) => ids[name] ?? 'nothing');
  const answer = await browser.request(address + query, { method, body: body ?? null, headers });
  return {
    status: answer.status,
    to: answer.headers.get('location') ?? '',
    headers: answer.headers,
    text: await answer.text(),
  };
}
