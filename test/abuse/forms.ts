import { expect, test } from '@jest/globals';
import { type Abused, formRoutes, request } from './everybody.js';

/** Addresses whose pages tell by a beacon how long they took: it carries a token of its own, so only where it comes from is looked at. */
const beacons = ['/page-times'];

/** They ask whether the page is open before they read megabytes, and here it is not; where it is, their own tests forge them. */
const uploads = /\/(document-photo|face-scan|documents)$/;

/** A form that another site sends in the name of whoever is signed in here, in every way that a browser would let it. */
export function forgedForms(abused: () => Abused): void {
  test('No form is taken that another site sent, or without this browser’s token, from whoever may send it', async () => {
    const { app, routes, owner, idsFor } = abused();
    const own = await app.token(owner.browser);
    const foreign = await app.token(app.browser());
    const forms = formRoutes(routes);
    expect(forms.length).toBeGreaterThan(180);
    const forgeries: [name: string, csrf: string | undefined, headers: Record<string, string>][] = [
      ['without a token', undefined, {}],
      ['with another browser’s token', foreign, { origin: app.url }],
      ['from another origin', own, { origin: 'https://evil.example' }],
      ['from no origin', own, { origin: 'null' }],
      ['from another site', own, { 'sec-fetch-site': 'cross-site' }],
      ['from a neighbouring site', own, { 'sec-fetch-site': 'same-site' }],
    ];
    const taken: string[] = [];
    for (const [index, route] of forms.entries()) {
      const ids = idsFor(route);
      // One function looks at all of them for all routes: each route is tried with one, each in its turn.
      const turn = beacons.includes(route.path) ? 2 : index % forgeries.length;
      for (const [name, csrf, headers] of forgeries.slice(turn, turn + 1)) {
        const fields = { ...(csrf ? { csrf } : {}), action: 'continue' };
        let answer = await request(owner.browser, route, ids, { body: new URLSearchParams(fields), headers });
        if (answer.status === 415) {
          const body = new FormData();
          for (const [field, value] of Object.entries(fields)) body.set(field, value);
          answer = await request(owner.browser, route, ids, { body, headers });
        }
        const closed = uploads.test(route.path) && [303, 404].includes(answer.status);
        if (answer.status !== 403 && !closed) taken.push(`${route.path} ${name}: ${answer.status} ${answer.to}`);
      }
    }
    expect(taken).toEqual([]);
  });
}
