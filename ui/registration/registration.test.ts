import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { termsVersion } from '../../domain/journey/next-step.js';
import type { Account } from '../../store/accounts/accounts.js';
import { formOf, knownPassword, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { withinBudget } from '../../test/support/store/within-budget.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';
import { passwordIsRight } from '../http/passwords.js';

let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

type Registering = { browser: CookieBrowser; base: string; email: string };
let people = 0;

async function atEmailCode(email = `new${++people}@example.com`, action = 'register'): Promise<Registering> {
  const browser = at.browser();
  const page = await at.begin(browser);
  const base = page.pathname.replace(/\/email$/, '');
  if (action === 'forgotten') {
    await submit(browser, page, { email });
    await submit(browser, `${base}/password`, { action });
  } else await submit(browser, page, { email, action: 'code' });
  await eventually(async () => at.code(email));
  return { browser, base, email };
}

/** Posts the current page's form. @returns the name of the page it led to */
async function send({ browser, base }: Registering, page: string, fields: Record<string, string>): Promise<string> {
  const answer = await submit(browser, `${base}/${page}`, fields);
  if (answer.status !== 303) return `${page} ${answer.status}`;
  const { at: next, left } = await browser.open(answer.headers.get('location') ?? '');
  return left ? 'partner' : (next.pathname.split('/').at(-1) ?? '');
}

const answers = { password: knownPassword, mobile: '07700 900 201', over13: 'yes', terms: termsVersion };

const newCode = async (to: string, besides: string) => eventually(async () => at.code(to) !== besides && at.code(to));

describe('Registering', () => {
  test('goes step by step to an account, signed in; a good password beside a slip need not be typed again', async () => {
    const person = await withinBudget('registering: email and its code', async () => {
      const coming = await atEmailCode();
      expect(await send(coming, 'email-code', { code: at.code(coming.email) })).toBe('create-account');
      return coming;
    });
    for (const wrong of [
      { ...answers, password: 'password1234' },
      { ...answers, over13: '' },
      { ...answers, mobile: '12' },
      { ...answers, terms: 'some other version' },
    ])
      expect(await send(person, 'create-account', wrong)).toBe('create-account 422');
    expect(await (await person.browser.request(`${person.base}/create-account`)).text()).not.toContain('id="password"');
    const { password: _, ...others } = answers;
    await withinBudget('registering: password, terms, mobile and its code', async () => {
      expect(await send(person, 'create-account', others)).toBe('mobile-code');
      const code = await eventually(async () => at.code('+447700900201'));
      expect(['partner', 'consent']).toContain(await send(person, 'mobile-code', { code }));
    });
    const account = (await at.store.accounts.byEmail(person.email)) as Account;
    expect(account.level).toBe('P0');
    expect(await passwordIsRight(at.store.accounts.passwordHash(account), knownPassword)).toBe(true);
  });

  test('is refused for an email domain that is blocked, by each way, and accounts that have one go on', async () => {
    const [{ email: known }, unknown] = [await at.account(), `new${++people}@mx.example.com`];
    const domain = { _id: 'example.com', by: 'admin', incident: 'INC1', at: new Date() };
    await at.store.blockedEmailDomains.block(domain);
    for (const email of [known, unknown]) {
      const browser = at.browser();
      const page = await at.begin(browser);
      const answer = await submit(browser, page, { email, action: 'code' });
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('address of this provider')]);
      await submit(browser, page, { email });
      const base = page.pathname.replace(/\/email$/, '');
      const registers = await submit(browser, `${base}/password`, { action: 'register' });
      expect(registers.headers.get('location')).toBe(`${base}/email?domain=blocked`);
    }
    expect(at.sent.some(({ to }) => to === unknown)).toBe(false);
    const forgot = await atEmailCode(known, 'forgotten');
    expect(await send(forgot, 'email-code', { code: at.code(known) })).toBe('new-password');
    const nobody = await atEmailCode(unknown, 'forgotten');
    expect(await send(nobody, 'email-code', { code: at.code(unknown) })).toBe('email');
    const secrets = await formOf(await nobody.browser.request(`${nobody.base}/email`));
    const body = new URLSearchParams({ ...secrets, ...answers });
    const posted = await nobody.browser.request(`${nobody.base}/create-account`, { method: 'POST', body });
    expect(posted.headers.get('location')).toBe(`${nobody.base}/email?domain=blocked`);
    await at.store.blockedEmailDomains.unblock(domain._id);
  });

  test('shows pages of other steps to nobody, takes a form once of several tabs, and lets the number be changed', async () => {
    const person = await atEmailCode();
    const { browser, base } = person;
    for (const page of ['mobile-code', 'mobile', 'create-account', 'new-password', 'sms-code', 'too-young', 'ended']) {
      const answer = await browser.request(`${base}/${page}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, base]);
    }
    await send(person, 'email-code', { code: at.code(person.email) });
    const address = `${person.base}/create-account`;
    const secrets = await formOf(await person.browser.request(address));
    const post = (password: string) => {
      const body = new URLSearchParams({ ...secrets, ...answers, mobile: '07700 900 202', password });
      return person.browser.request(address, { method: 'POST', body });
    };
    const posted = await Promise.all([post(knownPassword), post(knownPassword), post('violin lantern copper')]);
    expect(posted.map(({ status }) => status)).toEqual([303, 303, 303]);
    const stale = await post('something else entirely');
    expect(stale.headers.get('location')).toBe(person.base);
    const { at: next } = await person.browser.open(person.base);
    expect(next.pathname).toBe(`${person.base}/mobile-code`);

    const code = await eventually(async () => at.code('+447700900202'));
    expect(await send(person, 'mobile-code', { code: code === '111111' ? '222222' : '111111' })).toBe('mobile-code');
    expect(await (await browser.request(`${base}/mobile-code`)).text()).toContain('That code is not right');
    expect(await send(person, 'mobile-code', { action: 'change' })).toBe('mobile');
    expect(await (await browser.request(`${base}/mobile`)).text()).toContain('7700900202');
  });

  test('goes on where somebody says in time that they are still there, and ends for people under 13 with a page of its own', async () => {
    const person = await atEmailCode();
    const rows = at.store.tools.db.collection<{ _id: string; updatedAt: number }>('registrations');
    const id = (await at.store.signIns.byUid(person.base.split('/').at(-1) ?? ''))?.registrationId ?? '';
    await rows.updateOne({ _id: id }, { $set: { updatedAt: Date.now() - 29 * 60_000 } });
    expect((await person.browser.request(`${person.base}/stay`)).status).toBe(204);
    expect((await rows.findOne({ _id: id }))?.updatedAt).toBeGreaterThan(Date.now() - 60_000);
    expect((await at.browser().request(`${person.base}/stay`)).status).toBe(401);
    await send(person, 'email-code', { code: at.code(person.email) });
    expect(await send(person, 'create-account', { over13: 'no' })).toBe('too-young');
    expect(await at.store.accounts.byEmail(person.email)).toBeNull();
  });

  test('goes on in another browser with what was entered, after the email code and the password', async () => {
    const first = await atEmailCode();
    const firstCode = at.code(first.email);
    await send(first, 'email-code', { code: firstCode });
    await send(first, 'create-account', answers);
    const second = await atEmailCode(first.email);
    const code = await newCode(first.email, firstCode);
    expect(await send(second, 'email-code', { code })).toBe('resume-password');
    expect(await send(second, 'resume-password', { password: 'not the right one' })).toBe('resume-password 422');
    expect(await send(second, 'resume-password', { password: knownPassword })).toBe('mobile');
    await eventually(async () => (await first.browser.open(first.base)).at.pathname.endsWith('/ended'));
  });
});

describe('A registration left alone', () => {
  test('for half an hour asks for the email code again, and has kept what was typed and not sent', async () => {
    const person = await atEmailCode();
    await send(person, 'email-code', { code: at.code(person.email) });
    await send(person, 'create-account', answers);
    await send(person, 'mobile-code', { action: 'change' });
    const address = `${person.base}/mobile`;
    const secrets = await formOf(await person.browser.request(address));
    const rows = at.store.tools.db.collection<{ _id: string; updatedAt: number }>('registrations');
    const uid = person.base.split('/').at(-1) ?? '';
    const id = (await at.store.signIns.byUid(uid))?.registrationId ?? '';
    await rows.updateOne({ _id: id }, { $set: { updatedAt: Date.now() - 31 * 60_000 } });
    const body = new URLSearchParams({ ...secrets, mobile: '07700 900 2' });
    const late = await person.browser.request(address, { method: 'POST', body });
    expect(late.headers.get('location')).toBe(`${person.base}/email?idle=1`);
    const before = at.code(person.email);
    await submit(person.browser, `${person.base}/email`, { email: person.email, action: 'code' });
    const code = await newCode(person.email, before);
    expect(await send(person, 'email-code', { code })).toBe('resume-password');
    expect(await send(person, 'resume-password', { password: knownPassword })).toBe('mobile');
    expect(await (await person.browser.request(address)).text()).toContain('value="07700 900 2"');
  });
});

describe('Somebody with an account', () => {
  let email: string;
  beforeAll(async () => {
    email = (await at.account()).email;
  });

  test('who registers anew is told so only after the email code, and may sign in instead', async () => {
    const person = await atEmailCode(email);
    expect(await send(person, 'email-code', { code: at.code(email) })).toBe('already-registered');
    expect(await send(person, 'already-registered', { action: 'sign-in' })).toBe('password');
  });

  test('who forgot the password chooses a new one, and still owes the code of the text message', async () => {
    const before = at.code(email);
    const person = await atEmailCode(email, 'forgotten');
    expect(await send(person, 'email-code', { code: await newCode(email, before) })).toBe('new-password');
    expect(await send(person, 'new-password', { password: 'violin copper lantern' })).toBe('sms-code');
    const early = await person.browser.request(`${person.base}/terms-changed`);
    expect(early.status).toBe(303);
  });
});
