import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { press } from '../../../test/support/apps/casework-form.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
});
afterEach(() => at.faults.clear());
afterAll(() => at?.close());

/** Goes to the issuer and lets it send the browser back as this member of staff. @returns the callback's address. */
async function atIssuer(browser: CookieBrowser, member: string, to = '/casework', acr?: string): Promise<URL> {
  const { left } = await browser.open(`/casework/sign-in/start?to=${encodeURIComponent(to)}`);
  if (!left) throw new Error('the sign-in did not lead to the issuer');
  const body = new URLSearchParams([...left.searchParams, ['member', member]]);
  if (acr !== undefined) body.set('acr_values', acr);
  const answer = await fetch(left.origin + left.pathname, { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

async function signIn(member: string, to?: string) {
  const browser = new CookieBrowser(at.url);
  const { response, at: place } = await browser.open((await atIssuer(browser, member, to)).href);
  return { browser, page: await response.text(), status: response.status, place };
}

/** Where the page that asks for the sign-in says that it leads. */
async function startFrom(to: string): Promise<string | null> {
  const page = await (await fetch(`${at.url}/casework/sign-in?to=${encodeURIComponent(to)}`)).text();
  const [, start = ''] = /href="(\/casework\/sign-in\/start[^"]*)"/.exec(page) ?? [];
  return new URL(start, at.url).searchParams.get('to');
}

describe('Signing in as staff', () => {
  // The first of all: later the issuer is known, and not looked up again for an hour.
  test('says so when the issuer is down, and works when it is back', async () => {
    at.faults.add({ target: 'staff', status: 503 });
    const start = () => fetch(`${at.url}/casework/sign-in/start`, { redirect: 'manual' });
    const answer = await start();
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Staff sign-in is not answering');
    at.faults.clear();
    expect((await start()).status).toBe(303);
  });

  test('leads a checker to the dashboard, or to the case they wanted', async () => {
    const { page, place } = await signIn('checker-ada');
    expect(place.pathname).toBe('/casework');
    expect(page).toContain('Signed in as Checker Ada');
    expect((await signIn('checker-ben', '/casework/reviews/abc')).place.pathname).toBe('/casework/reviews/abc');
    for (const to of [
      '/casework/incidents/Gm3xVq0c',
      '/casework/reviews/abc/decided',
      '/casework/tickets/TK-4821-9037',
    ]) {
      expect(await startFrom(to)).toBe(to);
    }
  });

  test('never leads to another site, nor to signing in or out once more', async () => {
    const elsewhere = ['https://evil.example', '//evil.example', '/casework/../account', '/casework//evil.example'];
    for (const to of [...elsewhere, '/casework/sign-out', '/casework/sign-in/callback', '/casework/stay']) {
      expect(await startFrom(to)).toBe('/casework');
    }
    expect((await signIn('checker-ada', '//evil.example')).place.href).toBe(`${at.url}/casework`);
  });

  test('gives no cases to who has no role', async () => {
    for (const [member, to] of [
      ['admin-ann', '/casework/in-progress'],
      ['visitor-vic', undefined],
    ] as const) {
      const { page, status } = await signIn(member, to);
      expect(status).toBe(403);
      expect(page).toContain('Your role does not open this page');
    }
    expect((await signIn('admin-ann')).page).not.toContain('Assurance');
  });

  test('is refused where the issuer knows them by less than STAFF_ACR asks for, or does not say by what', async () => {
    for (const acr of ['password', '']) {
      const browser = new CookieBrowser(at.url);
      const answer = await browser.request(await atIssuer(browser, 'checker-ada', '/casework', acr));
      expect(answer.status).toBe(400);
      expect(browser.cookieNames()).not.toContain('surety_staff');
    }
    const browser = new CookieBrowser(at.url);
    const known = await atIssuer(browser, 'checker-ada', '/casework', 'passkey');
    expect((await browser.request(known)).headers.get('location')).toBe('/casework');
  });

  test('says so when it was cancelled', async () => {
    const { page, status } = await signIn('');
    expect(status).toBe(400);
    expect(page).toContain('You were not signed in');
  });

  test('is refused in another browser than the one it was begun in, with a changed state, and a second time', async () => {
    const browser = new CookieBrowser(at.url);
    const callback = await atIssuer(browser, 'checker-ada');
    expect((await new CookieBrowser(at.url).request(callback)).status).toBe(400);
    expect((await browser.request(callback)).headers.get('location')).toBe('/casework');
    expect((await browser.request(callback)).status).toBe(400);

    const other = new CookieBrowser(at.url);
    const forged = await atIssuer(other, 'checker-ada');
    forged.searchParams.set('state', 'x'.repeat(43));
    expect((await other.request(forged)).status).toBe(400);
    expect(other.cookieNames()).not.toContain('surety_staff');
  });

  test('begins a session that no earlier cookie opens', async () => {
    const browser = new CookieBrowser(at.url);
    browser.plant('surety_staff=planted; Path=/casework');
    await browser.open((await atIssuer(browser, 'checker-ada')).href);
    expect(
      (await fetch(`${at.url}/casework`, { headers: { cookie: 'surety_staff=planted' }, redirect: 'manual' })).status,
    ).toBe(303);
  });
});

test('Signing out ends the session for every window, and offers to leave the issuer too', async () => {
  const { browser } = await signIn('checker-ada');
  const thief = browser.clone();
  const answer = await press(browser, '/casework/sign-out');
  expect(answer.headers.get('location')).toBe('/casework/signed-out');
  expect(await (await browser.request('/casework/signed-out')).text()).toContain('/staff/end-session?');
  expect((await thief.request('/casework')).status).toBe(303);
});

test('A staff session sleeps after 30 minutes, and ends after 8 hours however busy', async () => {
  const { staffSessions } = at.store;
  const start = Date.now();
  const after = (minutes: number) => new Date(start + minutes * 60_000);
  const session = { checkerId: 'c', name: 'Ada', roles: ['checker' as const] };
  const quiet = await staffSessions.begin(session, after(0));
  expect(await staffSessions.use(quiet, after(29))).toEqual(session);
  expect(await staffSessions.use(quiet, after(58))).toEqual(session);
  expect(await staffSessions.use(quiet, after(89))).toBeUndefined();
  const busy = await staffSessions.begin(session, after(0));
  for (let minutes = 20; minutes < 480; minutes += 20)
    expect(await staffSessions.use(busy, after(minutes))).toBeDefined();
  expect(await staffSessions.use(busy, after(480))).toBeUndefined();
});
