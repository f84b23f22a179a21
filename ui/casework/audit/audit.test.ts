import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { press } from '../../../test/support/apps/casework-form.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let at: CaseworkApp;
let browser: CookieBrowser;
let adminId: string;
const began = new Date('2026-07-01T08:00:00Z');

beforeAll(async () => {
  at = await startCaseworkApp();
  ({ browser, checkerId: adminId } = await at.signedIn('Ada', ['admin']));
  const write = (_: unknown, i: number) => {
    // Several at one moment, where a page ends: none may fall between two pages.
    const moment = new Date(began.getTime() + Math.floor(i / 30) * 60_000);
    const details = { note: i === 0 ? '=1+1,"x"' : `n${i}` };
    const entry = { at: moment, actor: { kind: 'system', id: 'gpg45' } as const, action: 'test.done', details };
    return at.store.audit.append({ ...entry, accountId: `account${i % 2}`, caseId: `case${i % 3}` }, `entry${i}`);
  };
  await Promise.all(Array.from({ length: 60 }, write));
});
afterAll(() => at?.close());

const search = async (fields: Record<string, string>) => {
  const all = { from: '2026-07-01T09:00', reason: 'ticket 4711', ...fields };
  return press(browser, '/casework/audit', Object.entries(all), '/casework/audit');
};
const shown = (text: string) => [...text.matchAll(/note: ([^<]+)</g)].map(([, note]) => note);

describe('The search of the audit', () => {
  test('shows every entry once, page after page, newest first', async () => {
    const seen: (string | undefined)[] = [];
    let after: string | undefined = '';
    while (after !== undefined) {
      const text = await (await search({ what: 'test.done', after })).text();
      seen.push(...shown(text));
      after = /name="after" value="([^"]+)"/.exec(text)?.[1];
    }
    expect(seen.length).toBe(60);
    expect(new Set(seen).size).toBe(60);
  });

  test.each<[string, Record<string, string>, number]>([
    ['an account', { account: 'account1', case: 'case0' }, 10],
    ['who did it', { actor: 'gpg45', account: 'account0', case: 'case0' }, 10],
    ['the time, in UK time, without its end', { from: '2026-07-01T09:00', to: '2026-07-01T09:01', case: 'case2' }, 10],
    ['nothing there', { actor: 'nobody' }, 0],
  ])('by %s', async (_by, fields, many) => {
    expect(shown(await (await search(fields)).text()).length).toBe(many);
  });

  test('is in the audit with its reason before anything is shown, and not under the account it was about', async () => {
    await search({ account: 'account1', reason: 'complaint 12' });
    const [entry] = await at.store.auditSearch.page({ from: began, action: 'audit.searched', actorId: adminId }, 1);
    expect(entry?.details).toMatchObject({ account: 'account1', reason: 'complaint 12' });
    expect(entry?.accountId).toBeUndefined();
  });

  test.each<[string, Record<string, string>]>([
    ['without a reason', { reason: ' ' }],
    ['with a reason that says nothing', { reason: 'x' }],
    ['with a person in the reason', { reason: 'rosa@people.example asked' }],
    ['with a number of a person in it', { reason: 'NHS number 943 476 5919' }],
    ['with something else than an id', { account: '{"$ne":1}' }],
    ['without a beginning', { from: '' }],
    ['with an end before it', { to: '2026-06-01T09:00' }],
  ])('is refused %s, and finds nothing', async (_how, fields) => {
    const before = await at.store.tools.db.collection('audit').countDocuments({ action: /^audit/ });
    const answer = await search(fields);
    expect(answer.status).toBe(422);
    expect(shown(await answer.text())).toEqual([]);
    expect(await at.store.tools.db.collection('audit').countDocuments({ action: /^audit/ })).toBe(before);
  });

  test('is exported whole, as lines of JSON or as CSV that no spreadsheet takes for a formula, and recorded', async () => {
    const lines = (await (await search({ what: 'test.done', do: 'ndjson' })).text()).trim().split('\n');
    expect(lines.length).toBe(60);
    expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ action: 'test.done', actor: 'gpg45' });
    const answer = await search({ what: 'test.done', do: 'csv' });
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=audit.csv');
    const table = (await answer.text()).split('\r\n');
    expect(table.length).toBe(62);
    expect(table.find((row) => row.includes('entry0'))).toContain('"{""note"":""=1+1,\\""x\\""""}"');
    const [entry] = await at.store.auditSearch.page({ from: began, action: 'audit.exported' }, 1);
    expect(entry?.details).toMatchObject({ format: 'csv', action: 'test.done' });
  });
});
