import { expect, test } from '@jest/globals';
import { cookieFaults } from './cookies.js';
import { type Abused, ends, formRoutes, request } from './everybody.js';

/** Fields that no form has: to change the prototype of everything, to ask the database by an operator, to set what is not theirs, to end a header's line. */
const hostile: [string, string][] = [
  ...(['__proto__[polluted]', 'constructor[prototype][polluted]', '__proto__', 'constructor', 'toString'] as const).map(
    (name): [string, string] => [name, 'polluted'],
  ),
  ...['email[$ne]', 'code[$gt]', 'password[$regex]', 'id[$where]', 'nonce[$exists]'].map((name): [string, string] => [
    name,
    '',
  ]),
  ...(['level', 'wanted'] as const).map((name): [string, string] => [name, 'P9']),
  ['blocked', 'false'],
  ['role', 'owner'],
  ['roles', 'admin'],
  ['accountId', 'AAAAAAAAAAAAAAAAAAAAAA'],
  ['_id', 'AAAAAAAAAAAAAAAAAAAAAA'],
  ['scopes', 'gp_integration_credentials'],
  ['name', 'a\r\nSet-Cookie: planted=1'],
  ['email', 'a@example.com\r\nBcc: all@evil.example'],
  ['reason', '{"$ne":1}'],
  ['reason', 'twice'],
  ['nonce', '{"$gt":""}'],
  ['language', '\r\n\r\n<script>'],
];

const encoded = (fields: readonly [string, string][]) => new URLSearchParams(fields as [string, string][]);

/** The same in an address; pages.ts opens every page with it. */
export const strangeQuery = `?${encoded(hostile)}`;

/** Forms and bodies that hold what nobody asked for. */
export function strangeFields(abused: () => Abused): void {
  test('Fields that nobody asked for change nothing: no prototype, no question to the database, no right, no header', async () => {
    const { app, routes, owner, idsFor } = abused();
    const csrf = await app.token(owner.browser);
    const before = await standing(abused());
    const faults: string[] = [];
    const check = (name: string, { status, headers }: { status: number; headers: Headers }) => {
      if (status >= 500 && !name.endsWith('/casework/sign-in/start')) faults.push(`${name}: ${status}`);
      if (headers.get('set-cookie')?.includes('planted') || headers.has('bcc'))
        faults.push(`${name}: a header of theirs`);
      if ('polluted' in {} || Object.hasOwn(Object.prototype, 'polluted'))
        throw new Error(`${name} changed the prototype`);
    };
    for (const route of formRoutes(routes)) {
      if (ends(route.path)) continue;
      const ids = idsFor(route);
      let answer = await request(owner.browser, route, ids, { body: encoded([['csrf', csrf], ...hostile]) });
      if (answer.status === 415) {
        const body = new FormData();
        for (const [field, value] of [['csrf', csrf], ...hostile] as [string, string][]) body.append(field, value);
        answer = await request(owner.browser, route, ids, { body });
      }
      check(`POST ${route.path}`, answer);
      faults.push(...cookieFaults(answer).map((fault) => `POST ${route.path}: ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(await standing(abused())).toEqual(before);
  });
}

/** What nobody may give themselves. */
async function standing({ app, owner, journeyId }: Abused) {
  const [account, service, partner, journey] = await Promise.all([
    app.store.accounts.byId(owner.id),
    app.store.services.byId(app.partner._id),
    app.store.partners.byId(app.partner._id),
    app.store.journeys.byId(journeyId),
  ]);
  const { scopes, vectors, redirectUris, statusApi } = partner ?? {};
  return {
    account: { level: account?.level, blocked: account?.blocked, epoch: account?.epoch },
    ...{ members: service?.members, scopes, vectors, redirectUris, statusApi },
    journey: { accountId: journey?.accountId, wanted: journey?.wanted, partnerId: journey?.partnerId },
    accounts: await app.store.tools.db.collection('accounts').countDocuments(),
  };
}
