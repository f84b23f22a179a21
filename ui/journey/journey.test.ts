import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/random-id.js';
import { formOf, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { signInByDevice } from '../../test/support/people/sign-in-by-device.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';

let at: UiApp;
/** Two people at the details of journeys of their own. */
let [owner, other] = [] as unknown as [Begun, Begun];
beforeAll(async () => {
  at = await startUiApp();
  [owner, other] = [await begun(), await begun()];
}, 60_000);
afterAll(() => at?.close());

/** @returns the page that it led to */
const signIn = async (browser: CookieBrowser, page: URL, email: string): Promise<string> =>
  (await signInByDevice(at, browser, page, email)).at.pathname;

/** Somebody signed in whose journey has begun, at the details. */
async function begun(vtr = '["P9.Cp.Cd"]') {
  const browser = at.browser();
  const { id, email } = await at.account();
  const page = await signIn(browser, await at.begin(browser, { vtr }), email);
  const base = page.replace(/\/details$/, '');
  return { browser, id, email, base, journeyId: base.split('/').at(-1) ?? '' };
}

type Begun = Awaited<ReturnType<typeof begun>>;

const where = async ({ browser, base }: Pick<Begun, 'browser' | 'base'>) =>
  (await browser.open(base)).at.pathname.split('/').at(-1);

const details: [string, Record<string, string>][] = [
  ['details', { givenNames: 'Anna Maria', familyName: 'Exempli', day: '12', month: 'April', year: '1985' }],
  ['postcode', { postcode: 'ls14ap' }],
];

async function enterDetails({ browser, base }: Begun): Promise<void> {
  for (const [page, fields] of details) {
    expect((await submit(browser, `${base}/${page}`, fields)).status).toBe(303);
  }
}

describe('A journey', () => {
  test('opens for its owner only: others see a neutral page, and nothing of it', async () => {
    for (const page of ['', '/details', '/check', '/document-photo', '/leave']) {
      const answer = await other.browser.request(owner.base + page);
      expect(answer.status).toBe(403);
      const html = await answer.text();
      expect(html).toContain('https://partner.example/');
      expect(html).not.toContain(owner.email);
    }
    const secrets = await formOf(await other.browser.request(`${other.base}/details`));
    const forged = await other.browser.request(`${owner.base}/cancel`, {
      method: 'POST',
      body: new URLSearchParams(secrets),
    });
    expect(forged.status).toBe(403);
    expect((await at.store.journeys.byId(owner.journeyId))?.cancelledAt).toBeUndefined();
  });

  test('asks a browser without a session to sign in, and goes on where it was', async () => {
    const [[page = '', fields = {}] = []] = details;
    await submit(owner.browser, `${owner.base}/${page}`, fields);
    const phone = at.browser();
    const { at: asked } = await phone.open(owner.base);
    expect(asked.pathname).toMatch(/^\/interaction\/.+\/email$/);
    expect(await signIn(phone, asked, owner.email)).toBe(`${owner.base}/postcode`);
    // No request waits in that browser: leaving leads to the partner's entry page.
    const secrets = await formOf(await phone.request(`${owner.base}/postcode`));
    const answer = await phone.request(`${owner.base}/leave`, { method: 'POST', body: new URLSearchParams(secrets) });
    const { left } = await phone.open(answer.headers.get('location') ?? '');
    expect(String(left)).toBe('https://partner.example/');
  });

  test('without an owner is not given to whoever opens its address', async () => {
    const browser = at.browser();
    const page = await at.begin(browser, { verification_reference: 'asked about' });
    const uid = page.pathname.split('/').at(-2) ?? '';
    const journey = await at.store.journeys.byInteraction(uid);
    const answer = await other.browser.request(`/journey/${journey?._id}`);
    expect(answer.status).toBe(403);
    expect((await at.store.journeys.byId(journey?._id ?? ''))?.accountId).toBeUndefined();
  });

  test('that does not exist is not found', async () => {
    expect((await other.browser.request(`/journey/${randomId()}`)).status).toBe(404);
    expect((await other.browser.request('/journey/%00%2e%2e')).status).toBe(404);
  });

  test('goes on in another case where the one it was attached to ended below its level', async () => {
    const { caseId } = (await at.store.journeys.byId(owner.journeyId)) as { caseId: string };
    const state = await at.store.cases.byId(caseId);
    if (!state) throw new Error('no case');
    await at.store.cases.project({ ...state, epoch: 9, version: 9, step: 'verified', reached: 'P5', live: false });
    expect(await where(owner)).toBe('details');
    expect((await at.store.journeys.byId(owner.journeyId))?.caseId).not.toBe(caseId);
  });

  test('lasts as long as its case goes on', async () => {
    const rows = at.store.tools.db.collection<{ _id: string }>('journeys');
    await rows.updateOne({ _id: owner.journeyId }, { $set: { expiresAt: new Date(0) } });
    expect(await where(owner)).toBe('details');
  });

  test('is closed to an account that was blocked while it was signed in', async () => {
    const rows = at.store.tools.db.collection<{ _id: string }>('accounts');
    await rows.updateOne({ _id: owner.id }, { $set: { blocked: true } });
    const { at: page } = await owner.browser.open(`${owner.base}/details`);
    expect(page.pathname).toMatch(/^\/interaction\/.+\/email$/);
  });
});

describe('The details', () => {
  test('are kept page by page, shown once more, and submitted once', async () => {
    const person = await begun('["P5.Cp.Cd"]');
    await enterDetails(person);
    expect(await where(person)).toBe('check');
    const html = await (await person.browser.request(`${person.base}/check`)).text();
    for (const text of ['Anna Maria', 'Exempli', '12 April 1985', 'LS1 4AP']) expect(html).toContain(text);
    const address = `${person.base}/check`;
    const secrets = await formOf(await person.browser.request(address));
    const post = () => person.browser.request(address, { method: 'POST', body: new URLSearchParams(secrets) });
    const answers = await Promise.all([post(), post(), post()]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    await eventually(async () => (await where(person)) === 'no-match');
    const state = await at.store.cases.liveOf(person.id);
    expect(state?.attempts.details).toBe(1);
  });

  test('say in their own words what is wrong, and keep what was typed', async () => {
    const person = other;
    const tries: [string, Record<string, string>, string][] = [
      ['details', { givenNames: 'Anna', familyName: '' }, 'Enter your last name'],
      ['details', { givenNames: 'A', familyName: 'B' }, '2 characters or more'],
      ['details', { day: '', month: '', year: '' }, 'Enter your date of birth'],
      ['details', { day: '1', month: '', year: '' }, 'must include a month and a year'],
      ['details', { day: '31', month: '2', year: '1980' }, 'real date'],
      ['details', { day: '1', month: '2', year: '80' }, '4 digits'],
      ['details', { day: '1', month: '2', year: '2999' }, 'in the past'],
      ['postcode', { postcode: 'nowhere' }, 'full UK postcode'],
    ];
    for (const [page, fields, words] of tries) {
      const answer = await submit(person.browser, `${person.base}/${page}`, fields);
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain(words);
      for (const value of Object.values(fields)) if (value) expect(html).toContain(`value="${value}"`);
    }
    for (const [typed, words] of [
      ['AB123456C', 'National Insurance'],
      ['123', 'fewer'],
      ['<script>', 'without letters'],
    ]) {
      const answer = await submit(person.browser, `${person.base}/postcode`, {
        postcode: 'LS1 4AP',
        nhsNumber: typed ?? '',
      });
      const html = await answer.text();
      expect(html).toContain(words);
      expect(html).not.toContain('<script>"');
    }
  });

  test('tell people of Northern Ireland before anything is sent', async () => {
    const person = other;
    for (const [page, fields] of details.slice(0, 1)) await submit(person.browser, `${person.base}/${page}`, fields);
    const answer = await submit(person.browser, `${person.base}/postcode`, { postcode: 'BT1 5GS' });
    expect(answer.headers.get('location')).toBe(`${person.base}/northern-ireland`);
    const secrets = await formOf(await person.browser.request(`${person.base}/postcode`));
    const nonce = (await at.store.cases.liveOf(person.id))?.nonce ?? '';
    const forced = await person.browser.request(`${person.base}/check`, {
      method: 'POST',
      body: new URLSearchParams({ ...secrets, nonce }),
    });
    expect(forced.headers.get('location')).toBe(`${person.base}/check`);
    expect(await where(person)).toBe('northern-ireland');
  });

  test('typed when the session ended are there again after signing in, in the same browser only', async () => {
    const person = other;
    const address = `${person.base}/details?change=1`;
    const secrets = await formOf(await person.browser.request(address));
    await at.store.oidc.endSessions(person.id);
    const body = new URLSearchParams({ ...secrets, givenNames: 'Half-typed', familyName: '' });
    const answer = await person.browser.request(address, { method: 'POST', body });
    expect(answer.headers.get('location')).toContain('/authorize?');
    const { at: page } = await person.browser.open(answer.headers.get('location') ?? '');
    await signIn(person.browser, page, person.email);
    expect(await (await person.browser.request(address)).text()).toContain('Half-typed');
    const phone = at.browser();
    await signIn(phone, (await phone.open(person.base)).at, person.email);
    expect(await (await phone.request(address)).text()).not.toContain('Half-typed');
  });
});

describe('Leaving', () => {
  const leave = async ({ browser, base }: Begun, exit: 'leave' | 'cancel') => {
    const secrets = await formOf(await browser.request(`${base}/check`));
    const answer = await browser.request(`${base}/${exit}`, { method: 'POST', body: new URLSearchParams(secrets) });
    return browser.open(answer.headers.get('location') ?? '');
  };

  test('for later goes back to the partner with verification_pending, and the partner’s button comes back to the same step; for good ends it', async () => {
    const person = await begun();
    await enterDetails(person);
    const { left } = await leave(person, 'leave');
    expect(left?.searchParams.get('error_description')).toBe('verification_pending');
    const again = await at.begin(person.browser, { vtr: '["P9.Cp.Cd"]' });
    expect(again.pathname).toMatch(/^\/journey\/.+\/check$/);
    expect(again.pathname).not.toContain(person.journeyId);

    // For good: the partner is told so, and the link takes it back.
    const anew = { ...person, base: again.pathname.replace(/\/check$/, '') };
    const { left: stopped } = await leave(anew, 'cancel');
    expect(stopped?.searchParams.get('error_description')).toBe('user_cancelled');
    expect(await where(anew)).toBe('cancelled');
    await submit(anew.browser, `${anew.base}/cancelled`, {});
    expect(await where(anew)).toBe('check');
  });
});
