import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { day } from '../../../domain/clock.js';
import { randomId } from '../../../platform/random-id.js';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { findPerson } from '../../../test/support/apps/casework-form.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
});
afterAll(() => at?.close());

/** The text of the row that names something. */
const rowOf = (page: string, name: string) =>
  page
    .split('<tr')
    .find((row) => row.includes(name))
    ?.replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

test('What people say of an article is shown in all, of the last four weeks and of those before, worst first', async () => {
  const { browser } = await at.signedIn('support', ['support']);
  const now = Date.now();
  const say = async (answers: string, language: 'en' | 'cy', days: number) => {
    for (const one of answers) {
      const said = one === 'y' ? 'yes' : 'no';
      await at.store.helpVotes.count('code-not-come', language, said, new Date(now - days * day));
    }
  };
  await say('yynn', 'en', 0);
  await say('y', 'cy', 14);
  await say('nn', 'en', 42);
  await say('y', 'en', 300);
  const page = await (await browser.request('/casework/help-votes')).text();
  const row = rowOf(page, '/help/code-not-come') ?? '';
  expect(row).toMatch(/ 4 4 50% \(.+?\) 60% \(.+?\) 0% \(.+?\)/);
  expect(/<tbody[\s\S]+?<\/tr>/.exec(page)?.[0]).toContain('/help/code-not-come');
});

test('Messages from people show how long they wait, the longest first, and on the page of their person', async () => {
  const email = 'anna@example.org';
  const made = await at.store.accounts.create({
    ...{ id: randomId(), registrationId: randomId(), email, mobile: '+447700900777', passwordHash: 'h' },
    ...{ termsVersion: '1', language: 'en', now: new Date() },
  });
  const accountId = made === 'email_in_use' ? '' : made.id;
  const write = (number: string, hours: number, whose?: string) =>
    at.store.tickets.open(
      {
        ...{ number, browser: 'b', nonce: number, message: 'x', email, category: 'face', language: 'en' },
        ...{ reasons: [], files: [], ...(whose && { accountId: whose }) },
      },
      new Date(Date.now() - hours * 3_600_000 - 60_000),
    );
  await write('TK-0000-0001', 1);
  await write('TK-0000-0002', 51, accountId);
  const { browser } = await at.signedIn('support two', ['support']);
  const list = await (await browser.request('/casework/tickets')).text();
  expect(rowOf(list, 'TK-0000-0001')).toContain('Due in 46 hours');
  expect(rowOf(list, 'TK-0000-0002')).toContain('Late by 3 hours');
  const change = { value: { hours: 24, answerHours: 60 }, at: new Date(), by: 'x', reason: 'x' };
  await at.store.serviceSettings.change('review-time', 0, change);
  const longer = await (await browser.request('/casework/tickets')).text();
  expect(rowOf(longer, 'TK-0000-0002')).toContain('Due in 8 hours');
  expect(list.indexOf('TK-0000-0002')).toBeLessThan(list.indexOf('TK-0000-0001'));
  await at.store.tickets.answer('TK-0000-0002', 0, 'x', 'An answer', new Date());
  expect(rowOf(await (await browser.request('/casework/tickets')).text(), 'TK-0000-0002')).not.toContain('Late');

  const personFor = async (name: string, role: 'support' | 'admin') => {
    const staff = await at.signedIn(name, [role]);
    return (await staff.browser.request(await findPerson(staff.browser, accountId))).text();
  };
  expect(await personFor('support three', 'support')).toContain('href="/casework/tickets/TK-0000-0002"');
  const seen = await personFor('admin', 'admin');
  expect([seen.includes('TK-0000-0002'), seen.includes('/casework/tickets')]).toEqual([true, false]);
});
