import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../../platform/random-id.js';
import { toldOf } from '../../../store/held/told-of.js';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { press } from '../../../test/support/apps/casework-form.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
}, 90_000);
afterAll(() => at?.close());

async function account(): Promise<{ id: string; email: string }> {
  const email = `anna.${randomId().toLowerCase()}@example.org`;
  const made = await at.store.accounts.create({
    ...{ id: randomId(), registrationId: randomId(), email, mobile: '+447700900777', passwordHash: 'h' },
    ...{ termsVersion: '1', language: 'en', now: new Date() },
  });
  if (made === 'email_in_use') throw new Error('a test made the same account twice');
  return { id: made.id, email };
}

const search = (browser: CookieBrowser, who: string, more: [string, string][] = [['reason', 'incident']]) =>
  press(browser, '/casework/people', [['who', who], ...more], '/casework/people');

const actionsOf = async (id: string) => (await at.store.audit.ofAccount(id, 9)).map(({ action }) => action);

describe('Finding a person', () => {
  test('is by the whole email or id, for a reason, recorded, and puts nothing personal into an address or the log', async () => {
    const { id, email } = await account();
    const { browser, checkerId } = await at.signedIn('support one', ['support']);
    for (const wrong of [search(browser, email, []), search(browser, email.slice(1)), search(browser, id.slice(1))]) {
      expect((await wrong).status).toBe(422);
    }
    expect(
      (
        await search(browser, email, [
          ['reason', 'incident'],
          ['reference', email],
        ])
      ).status,
    ).toBe(422);
    expect(await actionsOf(id)).toEqual([]);
    const byEmail = await search(browser, ` ${email.toUpperCase()} `, [
      ['reason', 'fraud'],
      ['reference', 'inc001'],
    ]);
    const address = byEmail.headers.get('location') ?? '';
    expect([byEmail.status, address]).toEqual([303, expect.stringMatching(/^\/casework\/people\/[\w-]{20,}$/)]);
    expect(address).not.toContain(id);
    expect((await search(browser, id)).headers.get('location')).toMatch(/^\/casework\/people\//);
    const searched = await at.store.audit.ofAccount(id, 9);
    expect(searched).toHaveLength(2);
    expect(searched[1]).toMatchObject({
      ...{ actor: { kind: 'checker', id: checkerId }, action: 'person.searched' },
      details: { by: 'email', found: true, reason: 'fraud', reference: 'INC001', roles: ['support'] },
    });
    const page = await (await browser.request(address)).text();
    expect(page).toContain(id);
    expect(page).not.toContain(email);
    expect((await actionsOf(id))[0]).toBe('person.viewed');
    expect(JSON.stringify([searched, at.logged])).not.toContain(email);
    expect(searched.flatMap(toldOf).map(({ action, details }) => [action, details])).toEqual([
      ['person.searched', undefined],
    ]);
  });

  test('opens the page to who searched alone, and for a while', async () => {
    const { id } = await account();
    const [one, other] = [await at.signedIn('admin one', ['admin']), await at.signedIn('admin two', ['admin'])];
    const address = (await search(one.browser, id)).headers.get('location') ?? '';
    expect((await one.browser.request(address)).status).toBe(200);
    const theirs = await other.browser.request(address);
    expect([theirs.status, await theirs.text()]).toEqual([410, expect.not.stringContaining(id)]);
    const looks = at.store.tools.db.collection('person_looks');
    await looks.updateMany({ accountId: id }, { $set: { until: new Date() } });
    expect((await one.browser.request(address)).status).toBe(410);
  });

  test('has a limit for one member of staff, who lists people asks often', async () => {
    const { id } = await account();
    const { browser, checkerId } = await at.signedIn('busy', ['support']);
    for (let i = 0; i < 60; i++) await at.store.personLooks.begin({ checkerId, reason: 'incident' }, new Date());
    expect((await search(browser, id)).status).toBe(429);
    expect(await actionsOf(id)).toEqual([]);
  });
});

describe('A message sent once more', () => {
  const put = async (to: string, more: object = {}) => {
    const key = randomId();
    const sent = new Date(Date.now() - 3_600_000);
    const message = { key, channel: 'email' as const, to, template: 'verified', params: {}, language: 'en' as const };
    await at.store.messages.putMessage({ ...message, ...more }, sent);
    await at.store.messages.markSent(key, undefined, sent);
    return key;
  };

  test('goes out once however often it is pressed, to its person alone, and never a code', async () => {
    const { id, email } = await account();
    const key = await put(email);
    const { browser } = await at.signedIn('support two', ['support']);
    const address = (await search(browser, id)).headers.get('location') ?? '';
    const again = async (which: string) =>
      (await press(browser, `${address}/resend`, [['key', which]])).headers.get('location')?.split('done=')[1];
    const page = await (await browser.request(address)).text();
    expect(page).toContain('We have confirmed who you are');
    const both = await Promise.all([again(key), again(key)]);
    expect(both).toContain('sent');
    expect(await at.store.messages.countWithPrefix('again-')).toBe(1);
    expect(await again(key)).toBe('too_soon');
    const code = await put(email, { template: 'email-code', params: { challengeId: 'x' } });
    expect(await again(code)).toBe('not_sendable');
    expect(await again(await put('somebody.else@example.org'))).toBe('not_sendable');
    expect(await again(email)).toBe('not_sendable');
    expect(await at.store.messages.countWithPrefix('again-')).toBe(1);
    expect((await actionsOf(id))[0]).toBe('message.send_again');
  });

  test('goes out three times at most, ten minutes apart', async () => {
    const { id, email } = await account();
    const key = await put(email);
    const contacts = [{ channel: 'email' as const, to: email }];
    const whose = { account: { _id: id, registrationId: '' }, contacts };
    const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const answers = [];
    for (const minutes of [0, 11, 22, 33]) {
      const answer = await at.store.messages.putAgain(key, whose, later(minutes));
      answers.push(typeof answer === 'string' ? answer : 'put');
      if (typeof answer !== 'string') await at.store.messages.markSent(answer.key, undefined, later(minutes));
    }
    expect(answers).toEqual(['put', 'put', 'put', 'too_often']);
  });
});
