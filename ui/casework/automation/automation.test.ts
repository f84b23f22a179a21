import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { evidenceKinds } from '../../../domain/gpg45/scores.js';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { press } from '../../../test/support/apps/casework-form.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { reviewTimeText } from '../../journey/review-time.js';

let at: CaseworkApp;
let browser: CookieBrowser;
let checkerId: string;
beforeAll(async () => {
  at = await startCaseworkApp();
  ({ browser, checkerId } = await at.signedIn('Ada', ['admin']));
});
afterAll(() => at?.close());

const set = (fields: Record<string, string>) => {
  const all = { ...Object.fromEntries(evidenceKinds.map((kind) => [kind, '100'])), version: '0', ...fields };
  return press(browser, '/casework/automation', Object.entries(all), '/casework/automation');
};
const read = () => at.store.serviceSettings.read('automation');

test.each<[string, Record<string, string>]>([
  ['more than all', { passport: '101' }],
  ['less than none', { passport: '-1' }],
  ['half a case', { passport: '50.5' }],
  ['no number', { passport: '' }],
  ['no reason', { passport: '50', reason: '' }],
])('%s changes nothing', async (_what, fields) => {
  expect((await set({ reason: 'a trial', ...fields })).status).toBe(422);
  expect((await read()).version).toBe(0);
});

test('A share is changed with its reason, by one of two who saw the same, and is recorded', async () => {
  const answers = await Promise.all([
    set({ passport: '80', reason: 'first trial' }),
    set({ passport: '60', reason: 'other trial' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  const { value, changes, version } = await read();
  expect({ version, changes: changes.length }).toEqual({ version: 1, changes: 1 });
  const rate = value.passport;
  expect(changes[0]).toMatchObject({ by: checkerId, reason: rate === 80 ? 'first trial' : 'other trial' });
  const found = await at.store.auditSearch.page({ from: new Date(0), action: 'automation.changed' }, 10);
  expect(found.map(({ details }) => details)).toContainEqual(
    expect.objectContaining({ passport: `100 > ${rate}`, reason: changes[0]?.reason }),
  );
  const page = await (await browser.request('/casework/automation')).text();
  expect(page).toContain(String(changes[0]?.reason));
  expect(page).toContain('Ada');
});

test('The service level and what people are told while they wait come in both languages or in none', async () => {
  const tell = (fields: [string, string][], version = '0') =>
    press(browser, '/casework/review-time', [
      ['version', version],
      ['reason', 'holidays'],
      ['answerHours', '12'],
      ...fields,
    ]);
  for (const fields of [
    [['hours', '0']],
    [['hours', '241']],
    [
      ['hours', '48'],
      ['en', 'Longer.'],
    ],
    [
      ['hours', '48'],
      ['cy', 'Hirach.'],
    ],
  ] as [string, string][][]) {
    expect((await tell(fields)).status).toBe(422);
  }
  const told = await tell([
    ['hours', '48'],
    ['en', '<b>Longer.</b>'],
    ['cy', 'Hirach.'],
  ]);
  expect(told.status).toBe(303);
  const { value } = await at.store.serviceSettings.read('review-time');
  expect(value).toEqual({ hours: 48, answerHours: 12, message: { en: '<b>Longer.</b>', cy: 'Hirach.' } });
  // Every page that says how long it takes says this.
  expect(await reviewTimeText(at.store, 'cy')).toBe('Hirach.');
  await tell([['hours', '1']], '1');
  expect(await reviewTimeText(at.store, 'en')).toBe('This is usually done within an hour.');
  expect(await (await browser.request('/casework/review-time')).text()).not.toContain('<b>Longer');
});
