import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import { letterCodes } from '../../domain/accounts/letter-codes.js';
import { termsVersion } from '../../domain/journey/next-step.js';
import { formOf, knownPassword, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import { Authenticator } from '../../test/support/people/authenticator.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { signedInPerson } from '../../test/support/people/signed-in-person.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';
import { createLimits } from '../http/limits.js';

let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

const letterTo = { addressee: 'Ada Example', line1: '1 High Street', line2: '', town: 'Leeds', postcode: 'ls14ap' };
let people = 0;

type Somebody = { browser: CookieBrowser; base: string; email: string };

/** Posts the form of a page. @returns the name of the page it led to */
async function send({ browser, base }: Somebody, page: string, fields: Record<string, string>): Promise<string> {
  const answer = await submit(browser, `${base}/${page}`, fields);
  if (answer.status !== 303) return `${page} ${answer.status}`;
  const { at: next, left } = await browser.open(answer.headers.get('location') ?? '');
  return left ? 'partner' : (next.pathname.split('/').at(-1) ?? '');
}

const shown = async ({ browser, base }: Somebody, page: string) => (await browser.request(`${base}/${page}`)).text();

async function come(email: string, fields: Record<string, string> = {}): Promise<Somebody> {
  const browser = at.browser();
  const page = await at.begin(browser);
  const base = page.pathname.replace(/\/email$/, '');
  await submit(browser, page, { email, ...fields });
  return { browser, base, email };
}

const codeIn = (text: string) => /\b\d{6}\b/.exec(text.replace(/(?<=\d), (?=\d)/g, ''))?.[0];
const textsTo = (part: string) => at.sent.filter(({ to }) => to.includes(part)).map(({ text }) => text);
const newestTo = (part: string, count: number) =>
  eventually(async () => (textsTo(part).length === count ? codeIn(textsTo(part).at(-1) ?? '') : undefined));

/** Somebody new at the choice of a way, without a mobile. */
async function atChoice(): Promise<Somebody> {
  const somebody = await come(`phoneless${++people}@example.com`, { action: 'code' });
  await send(somebody, 'email-code', { code: await newestTo(somebody.email, 1).then(String) });
  const answers = { password: knownPassword, mobile: '', over13: 'yes', terms: termsVersion };
  expect(await send(somebody, 'create-account', { ...answers, action: 'without-mobile' })).toBe('second-way');
  return somebody;
}

const accountOf = async ({ email }: Somebody) => {
  const account = await at.store.accounts.byEmail(email);
  if (!account) throw new Error('there is no account');
  return account;
};

describe('Somebody without a mobile', () => {
  test('is called on a landline, now and at each later sign-in', async () => {
    const somebody = await atChoice();
    expect(await send(somebody, 'second-way', {})).toBe('second-way 422');
    expect(await send(somebody, 'second-way', { action: 'landline' })).toBe('landline');
    for (const landline of ['07700 900 123', '+33 1 23 45 67 89', '0900 123 4567', '12'])
      expect(await send(somebody, 'landline', { landline })).toBe('landline 422');
    expect(await send(somebody, 'landline', { landline: '0113 496 0301' })).toBe('landline-code');
    const code = await newestTo('+441134960301', 1);
    expect(textsTo('+441134960301')[0]).toMatch(/code is: \d, \d, \d, \d, \d, \d\./);
    expect(await send(somebody, 'landline-code', { code })).toBe('partner');
    const account = await accountOf(somebody);
    expect(at.store.accounts.contacts(account)).toEqual({ email: somebody.email, landline: '+441134960301' });

    const again = await come(somebody.email);
    expect(await send(again, 'password', { password: knownPassword })).toBe('voice-code');
    expect(await shown(again, 'voice-code')).toContain('ends in 301');
    expect(await send(again, 'voice-code', { code: await newestTo('+441134960301', 2) })).toBe('partner');
    for (const page of ['', '/ways', '/record', '/data', '/change-mobile']) {
      const html = await (await again.browser.request(`/account${page}`)).text();
      expect(html).not.toMatch(/undefined|null/);
    }
  });

  test('registers with an authenticator app, and with a passkey, and signs in with them', async () => {
    const somebody = await atChoice();
    await send(somebody, 'second-way', { action: 'app' });
    const secret = /data-secret>([^<]+)</.exec(await shown(somebody, 'new-app'))?.[1]?.replaceAll(' ', '') ?? '';
    expect(await send(somebody, 'new-app', { name: 'My laptop', code: '000000' })).toBe('new-app 422');
    const code = await generate({ secret });
    expect(await send(somebody, 'new-app', { name: 'My laptop', code })).toBe('partner');
    const again = await come(somebody.email);
    expect(await send(again, 'password', { password: knownPassword })).toBe('app-code');
    // The code that set it up is spent.
    expect(await send(again, 'app-code', { code })).toBe('app-code 422');

    const other = await atChoice();
    await send(other, 'second-way', { action: 'passkey' });
    const address = `${other.base}/new-passkey`;
    const page = await other.browser.request(address);
    const challenge = /challenge&quot;:&quot;([\w-]+)/.exec(await page.clone().text())?.[1] ?? '';
    const answer = new Authenticator(new URL(at.url)).made(challenge);
    const fields = { ...(await formOf(page)), name: 'My laptop', answer };
    const post = () => other.browser.request(address, { method: 'POST', body: new URLSearchParams(fields) });
    expect((await post()).status).toBe(303);
    const ways = await at.store.signInWays.of(await accountOf(other), new Date());
    expect([ways.passkeys.length, ways.sms, ways.voice, ways.letter]).toEqual([1, false, false, false]);
  });

  test('waits for a letter, comes back on another device, and signs in by letters later', async () => {
    const first = await atChoice();
    expect(await send(first, 'second-way', { action: 'letter' })).toBe('address');
    expect(await send(first, 'address', { ...letterTo, postcode: 'X1' })).toBe('address 422');
    expect(await send(first, 'address', letterTo)).toBe('letter-code');
    const lines = 'Ada Example\n1 High Street\nLeeds\nLS1 4AP';
    const code = await newestTo(lines, 1);
    const wrong = code === '111111' ? '222222' : '111111';
    expect(await send(first, 'letter-code', { code: wrong })).toBe('letter-code');

    const later = await come(first.email, { action: 'code' });
    await send(later, 'email-code', { code: await newestTo(first.email, 2).then(String) });
    expect(await send(later, 'resume-password', { password: knownPassword })).toBe('letter-code');
    const html = await shown(later, 'letter-code');
    expect(html).toContain('LS1 4••');
    const registrationId = (await at.store.signIns.byUid(later.base.split('/').at(-1) ?? ''))?.registrationId ?? '';
    // The wrong code of the other device counts here.
    expect((await at.store.registrations.state(registrationId))?.challenge?.triesLeft).toBe(letterCodes.tries - 1);
    expect(await send(later, 'letter-code', { code })).toBe('partner');
    const account = await accountOf(first);
    expect(at.store.accounts.contacts(account).address).toEqual(lines.split('\n'));

    const again = await come(first.email);
    expect(await send(again, 'password', { password: knownPassword })).toBe('letter');
    expect(await send(again, 'letter', { action: 'send' })).toBe('letter');
    const next = await newestTo(lines, 2);
    await eventually(async () =>
      textsTo(first.email).some((text) => text.includes('asked for a security code by post')),
    );
    const home = await come(first.email);
    await send(home, 'password', { password: knownPassword });
    expect(await send(home, 'letter', { code: next, remember: 'yes' })).toBe('partner');
    const spent = await come(first.email);
    await send(spent, 'password', { password: knownPassword });
    expect(await send(spent, 'letter', { code: next, action: 'continue' })).toBe('letter 200');
  });

  test('of an account of long ago adds a landline and an address, the letter’s code on another device', async () => {
    const { id, email, browser } = await signedInPerson(at, 'Ada', 'P5');
    const held = async () => at.store.accounts.contacts(await accountOf({ email } as Somebody));
    const { mobile = '' } = await held();
    const begin = async (kind: string, fields: Record<string, string>) =>
      (await submit(browser, `/account/change-${kind}`, fields)).headers.get('location') ?? '';
    const list = await (await browser.request('/account/ways')).text();
    for (const kind of ['landline', 'address']) expect(list).toContain(`href="/account/change-${kind}"`);
    expect((await submit(browser, '/account/change-landline', { landline: '07700 900 123' })).status).toBe(422);
    const posted = await begin('address', { ...letterTo, line1: '3 High Street' });
    const lines = 'Ada Example\n3 High Street\nLeeds\nLS1 4AP';
    const code = await newestTo(lines, 1);
    // What is changed before the letter comes does not make it worthless.
    const called = await begin('landline', { landline: '0113 496 0302' });
    await submit(browser, called, { code: await newestTo('+441134960302', 1).then(String) });
    expect(await held()).toEqual({ email, mobile, landline: '+441134960302' });

    const other = at.browser();
    const base = (await other.open('/account')).at.pathname.replace(/\/email$/, '');
    const later: Somebody = { browser: other, base, email };
    await send(later, 'email', { email });
    await send(later, 'password', { password: knownPassword });
    await send(later, 'voice-code', { action: 'resend' });
    await send(later, 'voice-code', { code: await newestTo('+441134960302', 2).then(String) });
    expect(await (await other.request('/account/ways')).text()).toContain(`href="${posted}"`);
    expect((await at.browser().request(posted)).status).toBe(303);
    await submit(other, posted, { code: code === '111111' ? '222222' : '111111' });
    expect((await held()).address).toBeUndefined();
    await submit(other, posted, { code: String(code) });
    expect(await (await other.request(posted)).text()).toContain('codes sent by post to your address (LS1 4••)');
    expect((await held()).address).toEqual(lines.split('\n'));
    expect((await browser.request('/account')).status).toBe(303);
    const account = await accountOf(later);
    expect(await at.store.signInWays.of(account, new Date())).toMatchObject({ sms: true, voice: true, letter: true });

    const undo = await eventually(async () =>
      at.sent.find(({ to, text }) => to === email && text.includes('A landline number was added')),
    );
    await submit(at.browser(), /\/account\/undo\/\S+/.exec(undo.text)?.[0] ?? '', {});
    expect(await held()).toEqual({ email, mobile });
    expect((await at.store.accounts.byId(id))?.landlineKey).toBeUndefined();
  });

  test('gets three letters in four weeks, whatever the spelling of the address', async () => {
    const limits = createLimits(at.store, 100);
    const req = { ip: '192.0.2.77' } as never;
    const address = (line: string) => ['Bob', line, 'York', 'YO1 7HH'];
    for (const [whose, line] of [
      ['a', '2 Low Road'],
      ['b', '2, Low Road'],
      ['c', '2 LOW ROAD'],
    ] as const)
      await limits.letter(req, whose, address(line));
    await expect(limits.letter(req, 'd', address('2 low road.'))).rejects.toThrow();
    const now = new Date();
    const order = () => at.store.letters.order('account', 'challenge', now);
    expect([await order(), await order(), await order(), await order()]).toEqual([true, true, true, false]);
  });
});
