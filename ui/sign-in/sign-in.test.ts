import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import type { Account } from '../../store/accounts/accounts.js';
import { formOf, knownPassword, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';
import { createLimits } from '../http/limits.js';
import { hashPassword } from '../http/passwords.js';

let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

/** A new browser at the password page, and the address of its interaction. */
async function atPassword(email: string): Promise<{ browser: CookieBrowser; base: string }> {
  const browser = at.browser();
  const page = await at.begin(browser);
  const base = page.pathname.replace(/\/email$/, '');
  await submit(browser, page, { email });
  return { browser, base };
}

/** The same, at the page of the text message's code. */
async function atCode() {
  const { id, email } = await at.account();
  const begun = await atPassword(email);
  await submit(begun.browser, `${begun.base}/password`, { password: knownPassword });
  const { mobile = '' } = at.store.accounts.contacts((await at.store.accounts.byId(id)) as Account);
  await eventually(async () => at.code(mobile));
  return { ...begun, id, email, mobile, code: () => at.code(mobile) };
}

const whatIsSeen = (html: string, email: string) =>
  html
    .replaceAll(email, 'EMAIL')
    .replace(/(nonce|value)="[^"]*"/g, '')
    .replace(/(\/|%2F)interaction(\/|%2F)[\w-]+/g, '')
    .replace(/data-times="([^"]*)"/, (_, times: string) => `times of ${times.length}`)
    .replace(/<script[^>]*>/g, '');

describe('Signing in', () => {
  test('by password and text message leads back to the partner with a code', async () => {
    const { browser, base, code } = await atCode();
    const answer = await submit(browser, `${base}/sms-code`, { code: code() });
    expect(answer.status).toBe(303);
    const { left } = await browser.open(answer.headers.get('location') ?? '');
    const { left: back } = left ? { left } : await browser.open(`${base}/consent`);
    expect(String(back)).toMatch(/^https:\/\/partner\.example\/callback\?code=/);
  });

  test('and going back in the browser’s history afterwards still leads to the partner', async () => {
    const { browser, base, code } = await atCode();
    const answer = await submit(browser, `${base}/sms-code`, { code: code() });
    const resume = answer.headers.get('location') ?? '';
    await browser.open(resume);
    for (const address of [`${base}/leave?exit=return`, resume]) {
      const { left, response } = await browser.open(address);
      expect(String(left ?? (await response.text()))).toContain('https://partner.example/');
    }
  });

  test('looks the same for an email with an account and for one without', async () => {
    const { email } = await at.account();
    const seen: unknown[] = [];
    for (const one of [email, 'nobody-known@example.com']) {
      const { browser, base } = await atPassword(one);
      const page = await browser.request(`${base}/password`);
      const wrong = await submit(browser, `${base}/password`, { password: 'not the right one' });
      const register = await submit(browser, `${base}/password`, { action: 'register' });
      const { response } = await browser.open(register.headers.get('location') ?? '');
      const codePage = whatIsSeen(await response.text(), one);
      seen.push([page.status, whatIsSeen(await page.text(), one), wrong.status, whatIsSeen(await wrong.text(), one)]);
      seen.push([register.status, response.status, codePage]);
    }
    expect(seen.slice(0, 2)).toEqual(seen.slice(2));
  });

  test('is logged where it fails, by what was wrong and without a name; and so is a form from elsewhere', async () => {
    const { browser, base, email } = await atCode();
    await submit(browser, `${base}/sms-code`, { code: '000000' });
    await submit(browser, `${base}/password`, { password: 'not the right one' });
    const forged = await browser.request(`${base}/password`, {
      method: 'POST',
      body: new URLSearchParams({ csrf: 'x' }),
    });
    expect(forged.status).toBe(403);
    const problems = await eventually(async () => {
      const found = at.logged.join('').match(/"problem":"[^"]+"/g) ?? [];
      return found.at(-1)?.includes('csrf') && found;
    });
    expect(problems).toContain('"problem":"code:code_wrong"');
    expect(problems).toContain('"problem":"password:wrong"');
    expect(at.logged.join('')).not.toContain(email);
  });

  test('makes guessers wait, for unknown emails as well, and keeps out nobody whose browser is known', async () => {
    const { browser: known, base: first, email, code } = await atCode();
    await submit(known, `${first}/sms-code`, { code: code() });
    const limits = createLimits(at.store);
    for (const one of [email, 'guessed@example.com']) {
      const { browser, base } = await atPassword(one);
      for (let guess = 0; guess < 4; guess++)
        await limits.passwordWrong({ ip: '192.0.2.1' } as Request, one, undefined);
      const fifth = await submit(browser, `${base}/password`, { password: 'wrong password 5' });
      const right = await submit(browser, `${base}/password`, { password: knownPassword });
      expect([fifth.status, right.status]).toEqual([422, 429]);
      expect(right.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(await right.text()).toContain('value="forgotten"');
    }
    const page = await at.begin(known, { prompt: 'login' });
    const base = page.pathname.replace(/\/email$/, '');
    await submit(known, page, { email });
    const answer = await submit(known, `${base}/password`, { password: knownPassword });
    expect(answer.headers.get('location')).toBe(`${base}/sms-code`);
  });

  test('takes a code five times wrong and then not even right, and sends three further ones', async () => {
    const { browser, base, mobile, code } = await atCode();
    const right = code();
    const wrong = right === '000000' ? '000001' : '000000';
    const page = `${base}/sms-code`;
    for (let guess = 0; guess < 5; guess++) expect((await submit(browser, page, { code: wrong })).status).toBe(422);
    expect(await (await submit(browser, page, { code: right })).text()).toContain('too many times');
    for (let more = 0; more < 3; more++) expect((await submit(browser, page, { action: 'resend' })).status).toBe(303);
    expect(await (await submit(browser, page, { action: 'resend' })).text()).toContain('cannot send any more');
    // The messages may overtake each other: the last challenge's code is the one that counts.
    const sent = () => at.sent.filter(({ to }) => to === mobile);
    await eventually(async () => sent().length === 4);
    const answers: number[] = [];
    for (const { text } of sent().slice(1)) {
      const fresh = /\b\d{6}\b/.exec(text)?.[0] ?? '';
      answers.push((await submit(browser, page, { code: fresh })).status);
    }
    expect(answers.filter((status) => status === 303)).not.toEqual([]);
  });

  test('makes no challenge to guess at once its codes are used up, however often the password is right', async () => {
    const { id, email } = await at.account();
    for (const process of Array.from({ length: 3 }, () => createLimits(at.store))) {
      for (let code = 0; code < 10; code++) await process.code(id);
    }
    const { browser, base } = await atPassword(email);
    const answer = await submit(browser, `${base}/password`, { password: knownPassword });
    expect(answer.status).toBe(429);
    const { at: page } = await browser.open(`${base}/sms-code`);
    expect(page.pathname).toBe(`${base}/password`);
  });

  test('offers no account where the partner asks for none to be offered, and takes no wish for one', async () => {
    const browser = at.browser();
    const page = await at.begin(browser, { allow_registration: 'false' });
    const password = `${page.pathname.replace(/\/email$/, '')}/password`;
    await submit(browser, page, { email: 'nobody-here@example.com' });
    const shown = await (await browser.request(password)).text();
    expect(shown).toContain('value="forgotten"');
    expect(shown).not.toContain('value="register"');
    expect((await submit(browser, password, { action: 'register' })).status).not.toBe(303);
  });

  test('by a password remembered after all leaves the registration that was begun', async () => {
    const { email } = await at.account();
    const { browser, base } = await atPassword(email);
    await submit(browser, `${base}/password`, { action: 'register' });
    await submit(browser, `${base}/password`, { password: knownPassword });
    expect((await browser.open(base)).at.pathname).toBe(`${base}/sms-code`);
  });

  test('takes a long password of any characters that was taken when it was chosen', async () => {
    const long = '\u{1f511}'.repeat(100);
    const { id, email } = await at.account();
    await at.store.accounts.changePassword(id, 0, await hashPassword(long));
    const { browser, base } = await atPassword(email);
    const answer = await submit(browser, `${base}/password`, { password: long });
    expect(answer.headers.get('location')).toBe(`${base}/sms-code`);
  });

  test('asks for agreement to all that a scope can release, at whatever level the person is now', async () => {
    const { id, email } = await at.account();
    const browser = at.browser();
    const page = await at.begin(browser, { scope: 'openid email profile' });
    const base = page.pathname.replace(/\/email$/, '');
    await submit(browser, page, { email });
    await submit(browser, `${base}/password`, { password: knownPassword });
    const { mobile = '' } = at.store.accounts.contacts((await at.store.accounts.byId(id)) as Account);
    const code = await eventually(async () => at.code(mobile));
    const answer = await submit(browser, `${base}/sms-code`, { code });
    const { response } = await browser.open(answer.headers.get('location') ?? '');
    expect(await response.text()).toContain('your NHS number');
  });

  test('spends a code once when it is sent ten times at once', async () => {
    const { browser, base, code } = await atCode();
    const address = `${base}/sms-code`;
    const body = { ...(await formOf(await browser.request(address))), code: code() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => browser.request(address, { method: 'POST', body: new URLSearchParams(body) })),
    );
    const finished = answers.filter(({ headers }) => headers.get('location')?.includes('/authorize/'));
    expect(finished).toHaveLength(1);
  });

  test('shows a neutral page with the way back to the partner in another browser', async () => {
    const { base } = await atPassword('someone@example.com');
    const answer = await at.browser().request(`${base}/password`);
    expect(answer.status).toBe(410);
    const html = await answer.text();
    expect(html).toContain('https://partner.example/');
    expect(html).not.toContain('someone@example.com');
  });

  test('speaks the language that the partner asks for, until the person chooses', async () => {
    const browser = at.browser();
    const page = await at.begin(browser, { ui_locales: 'fr cy' });
    const html = await (await browser.request(page)).text();
    expect(html).toContain('<html lang="cy">');
    await browser.request(`${page.pathname}?lang=en`);
    expect(await (await browser.request(page)).text()).toContain('<html lang="en">');
  });

  test('can be stopped at each page: the partner is told so', async () => {
    const { browser, base } = await atPassword('stops@example.com');
    const secrets = await formOf(await browser.request(`${base}/password`));
    const answer = await browser.request(`${base}/cancel`, { method: 'POST', body: new URLSearchParams(secrets) });
    const { left } = await browser.open(answer.headers.get('location') ?? '');
    expect(left?.searchParams.get('error')).toBe('access_denied');
    expect(left?.searchParams.get('error_description')).toBe('user_cancelled');
  });
});

describe('Where there is no way on', () => {
  test('a blocked account is told so to whoever knows its password, with a way back, and to nobody else', async () => {
    const { id, email } = await at.account();
    const rows = at.store.tools.db.collection<{ _id: string }>('accounts');
    await rows.updateOne({ _id: id }, { $set: { blocked: true } });
    const { browser, base } = await atPassword(email);
    const wrong = await submit(browser, `${base}/password`, { password: 'not the password' });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.not.stringContaining('blocked')]);
    const right = await submit(browser, `${base}/password`, { password: knownPassword });
    const html = await right.text();
    expect([right.status, html]).toEqual([403, expect.stringContaining('Your account is blocked')]);
    expect(html).toContain('data-exit="cancel"');
  });

  test('a service that has stopped using Surety is named, and the account led to', async () => {
    const rows = at.store.tools.db.collection<{ _id: string }>('partners');
    const closed = { ...at.partner, _id: 'closed', kept: { environment: 'live', keys: [], closedAt: new Date() } };
    await rows.insertOne(closed as { _id: string });
    const answer = await at.browser().request('/authorize?client_id=closed&response_type=code');
    const html = await answer.text();
    expect([answer.status, html]).toEqual([400, expect.stringContaining(`${at.partner.name} has stopped`)]);
    expect(html).toContain('href="/account"');
  });
});

describe('A form', () => {
  test('without its token, from another site, or with another token is refused', async () => {
    const { browser, base } = await atPassword('forged@example.com');
    const address = `${base}/password`;
    const secrets = await formOf(await browser.request(address));
    const body = (more: Record<string, string>) => new URLSearchParams({ password: 'x', ...more });
    const posts: RequestInit[] = [
      { body: body({}) },
      { body: body({ csrf: 'A'.repeat(43) }) },
      { body: body({ csrf: `${secrets.csrf}A` }) },
      { body: body(secrets), headers: { origin: 'https://evil.example' } },
      { body: body(secrets), headers: { 'sec-fetch-site': 'cross-site' } },
    ];
    for (const post of posts) expect((await browser.request(address, { method: 'POST', ...post })).status).toBe(403);
    const other = at.browser();
    await other.request('/account/sign-in');
    const stolen = await other.request(address, { method: 'POST', body: body(secrets) });
    expect(stolen.status).toBe(403);
  });

  test('that is no form, or too large, is refused with a page', async () => {
    const { browser, base } = await atPassword('large@example.com');
    const address = `${base}/password`;
    const json = {
      method: 'POST',
      body: JSON.stringify({ a: 'x'.repeat(200_000) }),
      headers: { 'content-type': 'application/json' },
    };
    const refused = await browser.request(address, json);
    expect(refused.status).toBe(415);
    expect(await refused.text()).toContain('<h1');
    const huge = await browser.request(address, {
      method: 'POST',
      body: new URLSearchParams({ password: 'x'.repeat(200_000) }),
    });
    expect(huge.status).toBe(413);
  });
});

describe('Every answer', () => {
  test('links to no other host, whatever path was asked for', async () => {
    const answer = await fetch(`${at.url}//elsewhere.example/x`, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toMatch(/(href|action)="\/[/\\]/);
  });

  test('is strict about scripts, is kept nowhere and asks no other host', async () => {
    const { browser, base } = await atPassword('headers@example.com');
    for (const page of [`${base}/password`, '/no/such/page', '/account/sign-in', '/journey/unknown']) {
      const { headers } = await browser.request(page);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  test('holds no password, code or email in the log', () => {
    expect(at.logged.join('\n')).not.toMatch(/@example\.com|copper lantern|wrong password|\+447/);
  });
});
