import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { journeysGone } from '../../../test/support/insight/journeys-gone.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { storeCalls } from '../../../test/support/store/store-calls.js';
import { compareWithBudget } from '../../../test/support/store/within-budget.js';

let at: CaseworkApp;
let browser: CookieBrowser;
beforeAll(async () => {
  at = await startCaseworkApp();
  ({ browser } = await at.signedIn('Ines', ['insight']));
  await at.store.clients.register('gp-online', 'live', { name: 'GP Online' });
  await journeysGone(at.store, new Date(), 26, 6);
});
afterAll(() => at?.close());

const page = async (address: string) => (await browser.request(`/casework${address}`)).text();

/** The cells of the row that begins with a text, of a table or a list. */
function row(html: string, name: string): string[] {
  const found = html.match(
    new RegExp(`<(?:th|dt)[^>]*>${name.replace(/[()]/g, '\\$&')}</(?:th|dt)>([\\s\\S]*?)</(?:tr|div)>`),
  );
  return [...(found?.[1] ?? '').matchAll(/<(?:td|dd)[^>]*>([^<]*)</g)].map(([, text = '']) => text);
}

test.each(['conversion', 'releases', 'growth', 'health'] as const)(
  '%s reads the roll-ups and nothing else, the member of staff and the partners’ names apart',
  async (name) => {
    const { result, ...asked } = await storeCalls(() => page(`/${name}?days=90`));
    expect(result).toContain('</html>');
    const named = name === 'conversion' || name === 'releases' ? ['partners'] : [];
    const read = new Set(asked.calls.map((call) => call.split(' ')[1]));
    expect(read).toEqual(new Set(['roll_ups', 'staff_sessions', ...named]));
    compareWithBudget(`dashboard: ${name}`, asked);
  },
);

test('the funnel says how many came, began and got through, each by itself, and narrows down', async () => {
  const rows = await at.store.rollUps.figures({ span: 'day', from: new Date(0), to: new Date() }, ['kind', 'device']);
  const count = (kind: string, device?: string) =>
    rows
      .filter((one) => one.kind === kind && (!device || one.device === device))
      .reduce((sum, one) => sum + one.count, 0);
  const all = await page('/conversion?days=90');
  for (const [name, kind] of [
    ['Landed', 'landed'],
    ['Started', 'started'],
    ['Succeeded', 'succeeded'],
  ] as const) {
    expect(row(all, name)).toEqual([String(count(kind))]);
  }
  expect(new Set(['landed', 'started', 'succeeded'].map((kind) => count(kind))).size).toBe(3);
  const phones = await page('/conversion?days=90&device=phone');
  expect(row(phones, 'Landed')).toEqual([String(count('landed', 'phone'))]);
  expect(row(all, 'Photo of a document')[2]).toMatch(/^\d+(\.\d)?% \(\d+(\.\d)? to \d+(\.\d)?\)$/);
  // Partners by their names; one that nobody knows any more by its id.
  expect(all).toContain('<option value="gp-online">GP Online</option>');
  for (const name of ['GP Online', 'hospital']) expect(Number(row(all, name)[0])).toBeGreaterThan(0);
  expect(row(all, 'The photo is blurred')[0]).toBe('Photo of a document');
});

test('of one kind of document it tells what is known from its photo on, and nothing of those who came', async () => {
  const html = await page('/conversion?days=90&documentKind=passport');
  expect(html).toContain('<option value="passport" selected>Passport</option>');
  const decided = { span: 'day', from: new Date(0), to: new Date(), kinds: ['entered'] } as const;
  const [face] = await at.store.rollUps.figures({ ...decided, where: { step: 'face' } }, ['kind']);
  expect(row(html, 'Face scan')[0]).toBe(String(face?.count));
  expect(row(html, 'P9 cases decided by machine')[0]).toMatch(/\d%/);
  const [asked] = await at.store.rollUps.figures({ ...decided, where: { step: 'face-consent' } }, ['kind']);
  expect(row(html, 'Passport')[0]).toBe(String(asked?.count));
  for (const name of ['Landed', 'Password', 'Photo of a document']) expect(row(html, name)).toEqual([]);
  expect(await page('/conversion?days=90&documentKind[$ne]=1')).toContain('Landed</dt>');
});

test('of two releases the one that lost fewer at the document is told apart from chance', async () => {
  const html = await page('/releases?days=90&before=1.0&after=1.1');
  const [, , difference, real] = row(html, 'Photo of a document');
  expect(difference).toMatch(/^−\d/);
  expect(real).toBe('Yes');
  expect(row(html, 'Password').at(-1)).toBe('Not shown');
});

test('growth tells days, sums and months, and goes on with a line', async () => {
  const html = await page('/growth?days=90');
  const registered = Number(row(html, 'Registered')[0]);
  const [today] =
    html.match(/<tr class="nhsuk-table__row"><th scope="row"[^>]*>\d+ \w+<\/th>(?:<td[^>]*>\d+<\/td>){6}/g) ?? [];
  expect(registered).toBeGreaterThan(100);
  expect(today).toContain(`>${registered}<`);
  expect(Number(row(html, 'Closed and erased')[0])).toBeGreaterThan(0);
  expect(html).toContain('surety-chart__band');
  expect(html).toContain('Expected new accounts by week');
});

test('what an address asks for that does not occur asks for nothing, and is not shown', async () => {
  const html = await page('/conversion?days=9999&partner=%3Cscript%3Ealert(1)&by=__proto__&release[$ne]=1');
  expect(html).not.toContain('alert(1)');
  expect(html).toContain('<option value="28" selected>');
});
