import { expect, test } from '@jest/globals';
import { stringifySetCookie } from 'cookie';
import { accessOf } from '../../dev/routes/access.js';
import { createSealer } from '../../platform/keys/sealing.js';
import { keepSignIn } from '../../ui/casework/sign-in/cookie.js';
import { cookieFaults } from './cookies.js';
import { type Abused, type Answered, kindOf, request } from './everybody.js';
import { strangeQuery } from './fields.js';

/** What every answer says, whatever it is: asked for with names in small letters. */
const everywhere: Record<string, RegExp> = {
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'strict-transport-security': /max-age=31536000.*includeSubDomains/,
  'referrer-policy': /^same-origin$/,
};

/** What is wrong with an answer's headers. A redirect shows nothing that could be kept. */
function headerFaults({ headers, text, to }: Answered, personal: boolean): string[] {
  const type = headers.get('content-type') ?? '';
  const kept = headers.get('cache-control');
  const mayKeep = to !== '' || !(personal || type.startsWith('text/html')) || /\bno-store\b/.test(kept ?? '');
  const isText = text !== '' && (type === '' || /^text|json/.test(type));
  return [
    ...Object.entries(everywhere)
      .filter(([header, wanted]) => !wanted.test(headers.get(header) ?? ''))
      .map(([header]) => `${header}: ${headers.get(header)}`),
    ...(mayKeep ? [] : [`may be kept: ${kept}`]),
    ...(isText && !/charset=utf-8/.test(type) ? [`does not say its charset: ${type}`] : []),
  ];
}

/** A walk over every page there is, as somebody to whom it is open, in production. */
export function guardedPages(abused: () => Abused): void {
  test('Every page may not be framed, sniffed or fetched in the clear, is kept nowhere when it is somebody’s, and its cookies are guarded', async () => {
    const { app, routes, owner, idsFor } = abused();
    const fresh = app.browser();
    const faults: string[] = [];
    let personal = 0;
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const kind = kindOf(accessOf(route));
      const answer = await request(kind === 'anybody' ? fresh : owner.browser, route, idsFor(route), {
        query: strangeQuery,
      });
      const name = `${route.path} (${answer.status})`;
      if (answer.status >= 500 && !route.path.endsWith('/casework/sign-in/start')) faults.push(`${name} failed`);
      if (Object.hasOwn(Object.prototype, 'polluted')) throw new Error(`${name} changed the prototype`);
      if (kind !== 'anybody' && answer.status === 200) personal += 1;
      faults.push(...headerFaults(answer, kind !== 'anybody').map((fault) => `${name}: ${fault}`));
      faults.push(...cookieFaults(answer).map((fault) => `${name}: ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(personal).toBeGreaterThan(60);
  });

  test('The cookie of a sign-in of staff that is under way is guarded as all others', () => {
    const headers = new Headers();
    const cookie = (name: string, value: string, options: object) =>
      headers.append('set-cookie', stringifySetCookie({ ...options, name, value }));
    const signIn = { to: '/casework', begunAt: 0 } as Parameters<typeof keepSignIn>[3];
    keepSignIn({ cookie } as never, createSealer(new Uint8Array(32).fill(1)), true, signIn);
    expect(headers.getSetCookie()).toHaveLength(1);
    expect(cookieFaults({ headers })).toEqual([]);
  });
}
