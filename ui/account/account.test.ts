import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CookieBrowser } from '../../test/support/cookie-browser.js';
import { formOf, knownPassword, startUiApp, submit, type UiApp } from '../../test/support/ui-app.js';
import { eventually } from '../../test/support/workflow-environment.js';

let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

/** Signed in for the account alone: no partner is there to go back to. */
async function signedIn(): Promise<{ browser: CookieBrowser; email: string; html: string }> {
  const { id, email } = await at.account();
  const browser = at.browser();
  const base = (await browser.open('/account')).at.pathname.replace(/\/email$/, '');
  await submit(browser, `${base}/email`, { email });
  await submit(browser, `${base}/password`, { password: knownPassword });
  const account = await at.store.accounts.byId(id);
  const { mobile } = at.store.accounts.contacts(account as NonNullable<typeof account>);
  await eventually(async () => at.code(mobile));
  const answer = await submit(browser, `${base}/sms-code`, { code: at.code(mobile) });
  const { response, at: end } = await browser.open(answer.headers.get('location') ?? '');
  expect(end.pathname).toBe('/account');
  return { browser, email, html: await response.text() };
}

describe('The account', () => {
  test('is what whoever opens the address itself comes for', async () => {
    const answer = await at.browser().request('/');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
  });

  test.each(['en', 'cy'])('asks who comes without a session to sign in, and lets them stop (%s)', async (language) => {
    const browser = new CookieBrowser(at.url, { 'accept-language': language });
    const { response, at: page } = await browser.open('/account');
    expect(response.status).toBe(200);
    expect(page.pathname).toMatch(/^\/interaction\/[\w-]+\/email$/);
    const secrets = await formOf(response);
    const stop = { method: 'POST', body: new URLSearchParams(secrets) };
    const answer = await browser.request(page.pathname.replace(/email$/, 'cancel'), stop);
    const { at: end } = await browser.open(answer.headers.get('location') ?? '');
    expect(end.pathname).toBe('/account/sign-in');
  });

  test('says who is signed in', async () => {
    const { email, html } = await signedIn();
    expect(html).toContain(email);
  });

  test('is left by signing out, which asks first, and can be stayed in', async () => {
    const { browser } = await signedIn();
    const asked = await (await browser.open('/end-session')).response.text();
    expect(asked).toMatch(/<a[^>]* href="\/account"/);
    expect((await browser.open('/account')).at.pathname).toBe('/account');
  });
});
