import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { minute } from '../../../domain/clock.js';
import { randomId } from '../../../platform/random-id.js';
import { isFreshStaff } from '../../../store/casework/staff-sessions.js';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { findPerson, press } from '../../../test/support/apps/casework-form.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
});
afterAll(() => at?.close());

/** An admin who signed in some minutes ago, and the address of a form that blocks somebody. */
async function aboutToBlock(minutes = 6) {
  const made = await at.store.accounts.create({
    ...{ id: randomId(), registrationId: randomId(), email: `${randomId()}@example.org`.toLowerCase() },
    ...{ mobile: '+447700900777', passwordHash: 'h', termsVersion: '1', language: 'en', now: new Date() },
  });
  const id = made === 'email_in_use' ? '' : made.id;
  const { browser, checkerId } = await at.signedIn('admin-ann', ['admin']);
  const page = `${await findPerson(browser, id)}/change/blocked`;
  const authAt = new Date(Date.now() - minutes * minute);
  await at.store.tools.db.collection('staff_sessions').updateMany({ checkerId }, { $set: { authAt } });
  const block = () =>
    press(
      browser,
      page,
      [
        ['reason', 'taken_over'],
        ['incident', 'INC0042'],
      ],
      page,
    );
  const blocked = async () => (await at.store.accounts.byId(id))?.blocked === true;
  return { browser, block, blocked, page };
}

/** Presses the link of the page "sign in again", and lets the issuer send the browser back as somebody. */
async function signInAgain(browser: CookieBrowser, member: string, more: Record<string, string> = {}) {
  const asked = await (await browser.request('/casework/again')).text();
  const start = /href="(\/casework\/sign-in\/start[^"]*)"/.exec(asked)?.[1] ?? '';
  const { left } = await browser.open(start);
  const query = Object.fromEntries(left?.searchParams ?? []);
  const body = new URLSearchParams({ ...query, member, ...more });
  const answer = await fetch(`${left?.origin}${left?.pathname}`, { method: 'POST', body, redirect: 'manual' });
  const back = await browser.open(answer.headers.get('location') ?? '');
  return { query, at: back.at.pathname, status: back.response.status, text: await back.response.text() };
}

/** Presses the button that sends what was kept. */
function send(browser: CookieBrowser, page: string): Promise<Response> {
  const form = /<form method="post" action="\/casework\/people[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const fields = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const body = new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value]));
  const to = /action="([^"]+)"/.exec(form)?.[1] ?? '';
  return browser.request(to, { method: 'POST', body, headers: { origin: at.url } });
}

test('Whoever signed in too long ago signs in again before an account is changed, and what they typed is kept', async () => {
  const { browser, block, blocked } = await aboutToBlock();
  const answer = await block();
  expect([answer.status, answer.headers.get('location'), await blocked()]).toEqual([303, '/casework/again', false]);
  const rows = await at.store.tools.db.collection('staff_sessions').find({}).toArray();
  expect(JSON.stringify(rows)).not.toContain('INC0042');
  const { query, at: place, text } = await signInAgain(browser, 'admin-ann');
  expect([query.prompt, query.max_age, place]).toEqual(['login', '300', '/casework/again']);
  expect(text).toContain('value="INC0042"');
  expect((await send(browser, text)).status).toBe(303);
  expect(await blocked()).toBe(true);
  // It was sent: nothing is kept any more.
  expect((await browser.request('/casework/again')).headers.get('location')).toBe('/casework');
});

test('Whoever signed in a moment ago is not asked', async () => {
  const { block, blocked } = await aboutToBlock(4);
  await block();
  expect(await blocked()).toBe(true);
});

test('An issuer that only remembers them is not enough, and what they typed is still there', async () => {
  const { browser, block, blocked } = await aboutToBlock();
  await block();
  const { status, text } = await signInAgain(browser, 'admin-ann', { ago: '3600' });
  expect([status, text.includes('You were not signed in'), await blocked()]).toEqual([400, true, false]);
  const { text: kept } = await signInAgain(browser, 'admin-ann');
  expect(kept).toContain('INC0042');
});

test('What one typed is never sent by another who signs in in their browser', async () => {
  const { browser, block, blocked } = await aboutToBlock();
  await block();
  const { text } = await signInAgain(browser, 'checker-ada');
  expect(text).not.toContain('INC0042');
  expect((await browser.request('/casework/again')).headers.get('location')).toBe('/casework');
  expect(await blocked()).toBe(false);
});

test('A sign-in is fresh for five minutes; one of the future, or of an issuer that does not say when, never is', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const ages: (number | undefined)[] = [0, 5, 5.01, -0.9, -1.1, undefined];
  const authAt = (age: number | undefined) => (age === undefined ? undefined : new Date(now.getTime() - age * minute));
  expect(ages.map((age) => isFreshStaff({ authAt: authAt(age) }, now))).toEqual([
    true,
    true,
    false,
    true,
    false,
    false,
  ]);
});
