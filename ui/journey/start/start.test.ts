import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../../platform/random-id.js';
import { formOf, startUiApp, submit, type UiApp } from '../../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { signInByDevice } from '../../../test/support/people/sign-in-by-device.js';

let at: UiApp;
/** Two people who are signed in, on journeys of their own. */
let [known, other] = [] as unknown as [SignedIn, SignedIn];
beforeAll(async () => {
  at = await startUiApp();
  [known, other] = [await signedIn(), await signedIn()];
}, 60_000);
afterAll(() => at?.close());

/** @returns the page that it led to */
const signIn = async (browser: CookieBrowser, page: URL, email: string): Promise<string> =>
  (await signInByDevice(at, browser, page, email)).at.pathname;

/** Somebody who is signed in, on a journey of their own. */
async function signedIn() {
  const browser = at.browser();
  const page = await signIn(browser, await at.begin(browser, { vtr: '["P9.Cp.Cd"]' }), (await at.account()).email);
  return { browser, base: page.replace(/\/details$/, '') };
}

type SignedIn = Awaited<ReturnType<typeof signedIn>>;

describe('A partner’s one-time address', () => {
  const made = async () => {
    const { journey, secret } = await at.store.journeys.createByPartner({
      partnerId: at.partner._id,
      wanted: 'P5',
      vtr: '["P5.Cp.Cd"]',
      language: 'en',
      reference: 'their own reference',
      now: new Date(),
      started: false,
    });
    return { id: journey._id, address: `/start/${journey._id}.${secret}` };
  };

  test('is not used up by looking at it, only by the button, and then once', async () => {
    const { id, address } = await made();
    for (let look = 0; look < 3; look++) expect((await at.browser().request(address)).status).toBe(200);
    const browsers = [at.browser(), at.browser(), at.browser()];
    const forms = await Promise.all(browsers.map(async (browser) => formOf(await browser.request(address))));
    const answers = await Promise.all(
      browsers.map((browser, index) =>
        browser.request(address, { method: 'POST', body: new URLSearchParams(forms[index]) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410]);
    expect((await at.store.journeys.byId(id))?.startedAt).toBeDefined();
  });

  test('with a wrong secret starts nothing', async () => {
    const { id } = await made();
    const answer = await submit(at.browser(), `/start/${id}.${randomId()}`, {});
    expect(answer.status).toBe(410);
    expect((await at.store.journeys.byId(id))?.startedAt).toBeUndefined();
  });

  test('gives the journey to whoever signs in in that browser, and in no other', async () => {
    const { id, address } = await made();
    const browser = at.browser();
    await submit(browser, address, {});
    expect((await other.browser.request(`/journey/${id}`)).status).toBe(403);
    const { email } = await at.account();
    expect(await signIn(browser, (await browser.open(`/journey/${id}`)).at, email)).toBe(`/journey/${id}/details`);
  });

  test('stays with the browser that used it, closed in between and with another one begun', async () => {
    const browser = at.browser();
    const [first, second] = [await made(), await made()];
    await submit(browser, first.address, {});
    await submit(browser, second.address, {});
    browser.plant(`surety_browser=${randomId()}; Path=/`);
    const { email } = await at.account();
    await signIn(browser, (await browser.open(`/journey/${first.id}`)).at, email);
    const pageOf = async (id: string) => (await browser.open(`/journey/${id}`)).at.pathname;
    expect(await pageOf(first.id)).toBe(`/journey/${first.id}/details`);
    expect(await pageOf(second.id)).toBe(`/start/${second.id}/as`);
    await submit(browser, `/start/${second.id}/as`, {});
    expect(await pageOf(second.id)).toBe(`/journey/${second.id}/details`);
  });

  test('asks who is signed in already whether to continue as that account, before anything is theirs or told to the partner', async () => {
    const { browser } = known;
    const { id, address } = await made();
    const answer = await submit(browser, address, {});
    const { at: asked, response } = await browser.open(answer.headers.get('location') ?? '');
    expect(asked.pathname).toBe(`/start/${id}/as`);
    const page = await response.text();
    expect(page).toMatch(/Continue as p•••\w@example\.com/);
    expect(page).toContain('Example surgery');
    const secrets = await formOf(await browser.request(asked));
    const owner = async () => (await at.store.journeys.byId(id))?.accountId;
    const send = (one: CookieBrowser, fields: Record<string, string>) =>
      one.request(asked, { method: 'POST', body: new URLSearchParams(fields) });
    const csrf = secrets.csrf ?? '';
    for (const wrong of [
      { csrf, proof: 'x' },
      { csrf, proof: '' },
    ])
      expect((await send(browser, wrong)).status).toBe(200);
    const theirs = await formOf(await other.browser.request(`${other.base}/details`));
    expect((await send(other.browser, { ...secrets, csrf: theirs.csrf ?? '' })).headers.get('location')).toBe(
      `/journey/${id}`,
    );
    expect(await owner()).toBeUndefined();
    expect((await browser.open(`/journey/${id}/details`)).at.pathname).toBe(asked.pathname);
    await send(browser, secrets);
    expect(await owner()).toBeDefined();
  });

  test('may be finished elsewhere by who began to register there, and by nobody who only knows the journey', async () => {
    const { id, address } = await made();
    const [browser, stranger] = [at.browser(), at.browser()];
    await submit(browser, address, {});
    const registrationOf = async (one: CookieBrowser) => {
      const base = (await one.open(`/journey/${id}`)).at.pathname.replace(/\/email$/, '');
      await submit(one, `${base}/email`, { email: `${randomId().toLowerCase()}@example.com` });
      await submit(one, `${base}/password`, { action: 'register' });
      return (await at.store.journeys.byId(id))?.registrationId;
    };
    expect(await registrationOf(stranger)).toBeUndefined();
    const theirs = await registrationOf(browser);
    expect(theirs).toBeDefined();
    expect(await registrationOf(stranger)).toBe(theirs);
  });
});
