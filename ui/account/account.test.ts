import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { signInMethods } from '../../domain/levels/authenticators.js';
import { randomId } from '../../platform/random-id.js';
import type { PdsContacts } from '../../store/accounts/contact-updates.js';
import { formOf, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { signInByCode } from '../../test/support/people/sign-in-by-code.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';
import { wordsFor } from '../words/words.js';

const toP9 = { accountEpoch: 0, journeyId: 'j', wanted: 'P9', level: 'P0' } as const;
let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

/** Signed in for the account alone: no partner is there to go back to. */
async function signedIn() {
  const { id, email } = await at.account();
  const browser = at.browser();
  await at.putSession(browser, id);
  return { id, browser, email };
}

/** Signs in by what is asked for on the way to a page. @returns the page */
async function signIn(browser: CookieBrowser, page: string, email: string): Promise<string> {
  const { response, at: end } = await signInByCode(at, browser, (await browser.open(page)).at, email);
  expect(end.pathname).toBe(page);
  return response.text();
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
    const { email } = await at.account();
    expect(await signIn(at.browser(), '/account', email)).toContain(email);
  });

  test('is left by signing out, which asks first, and can be stayed in', async () => {
    const { browser } = await signedIn();
    const asked = await (await browser.open('/end-session')).response.text();
    expect(asked).toMatch(/<a[^>]* href="\/account"/);
    expect((await browser.open('/account')).at.pathname).toBe('/account');
  });

  test('lets its owner take back what they sent: erased before they are told so, though the case ends', async () => {
    const { id, browser } = await signedIn();
    expect(await (await browser.request('/account')).text()).not.toContain('/account/withdraw');
    expect((await browser.request('/account/withdraw')).headers.get('location')).toBe('/account');
    const caseId = randomId();
    const opening = { ...toP9, accountId: id, nonce: randomId() };
    await at.store.cases.open({ ...opening, id: caseId, now: new Date() });
    await at.store.evidence.putFact(caseId, 'details', 1, { familyName: 'Lindqvist' }, new Date());
    expect(await (await browser.request('/account')).text()).toContain('/account/withdraw');

    const elsewhere = { method: 'POST', body: new URLSearchParams({ csrf: 'x' }) };
    expect((await browser.request('/account/withdraw', elsewhere)).status).toBe(403);
    expect(await at.store.evidence.list(caseId)).toHaveLength(1);
    expect((await submit(browser, '/account/withdraw', {})).headers.get('location')).toBe('/account');
    expect(await at.store.evidence.list(caseId)).toEqual([]);
    expect(await at.store.cases.byId(caseId)).toMatchObject({ live: false, reasons: ['cancelled_by_person'] });
    expect(await (await browser.request('/account')).text()).not.toContain('/account/withdraw');
  });

  test('lets its owner delete the template of their face', async () => {
    const { id, browser } = await signedIn();
    await at.store.faceTemplates.consent(id, new Date());
    await at.store.faceTemplates.keep(id, Float32Array.from([1, 2]), 'v', new Date());
    const secrets = await formOf(await browser.request('/account'));
    const press = { method: 'POST', body: new URLSearchParams(secrets) };
    expect((await browser.request('/account/face-template/erase', press)).status).toBe(303);
    expect(await at.store.faceTemplates.of(id, 'v')).toBeUndefined();
    expect(await (await browser.request('/account')).text()).not.toContain('face-template');
  });
});

describe('What a person signs in with', () => {
  const linkTo = async (to: string) => {
    const letter = await eventually(async () => at.sent.find((one) => one.to === to && one.text.includes('/undo/')));
    return /\/account\/undo\/\S+/.exec(letter.text)?.[0] ?? '';
  };

  test('is changed by a code, and given back by the link in the old one, which opening alone does not spend', async () => {
    const { id, browser, email: old } = await signedIn();
    const to = `changed-${old}`;
    expect((await submit(browser, '/account/change-email', { email: old })).status).toBe(422);
    await at.store.blockedEmailDomains.block({ _id: 'blocked.example', by: 'a', incident: 'INC1', at: new Date() });
    expect((await submit(browser, '/account/change-email', { email: 'me@blocked.example' })).status).toBe(422);
    const begun = await submit(browser, '/account/change-email', { email: to });
    const page = begun.headers.get('location') ?? '';
    expect(page).toMatch(/^\/account\/change\/[\w-]{22}$/);
    await eventually(async () => at.code(to));
    expect((await submit(browser, page, { code: '12' })).status).toBe(422);
    await submit(browser, page, { code: at.code(to) });
    expect(await (await browser.request(page)).text()).toContain('It is changed');
    expect(await (await browser.request('/account')).text()).toContain(to);
    const stranger = at.browser();
    expect((await stranger.request(page)).status).toBe(303);

    const link = await linkTo(old);
    for (let looks = 0; looks < 2; looks++) expect((await stranger.request(link)).status).toBe(200);
    expect((await stranger.request(link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status).toBe(410);
    expect((await submit(stranger, link, {})).headers.get('location')).toBe('/account/undone');
    expect((await stranger.request(link)).status).toBe(410);
    const account = await at.store.accounts.byId(id);
    expect(account && at.store.accounts.contacts(account).email).toBe(old);
    expect((await browser.request('/account')).status).toBe(303);
  });

  test('cannot be changed by who signed in a while ago, nor from another page', async () => {
    const { browser } = await signedIn();
    const secrets = await formOf(await browser.request('/account/change-mobile'));
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6 * 60_000);
    try {
      const late = { method: 'POST', body: new URLSearchParams({ ...secrets, mobile: '07700 900 555' }) };
      const answers = [
        await browser.request('/account/change-mobile'),
        await browser.request('/account/change-mobile', late),
      ];
      for (const answer of answers) expect(answer.headers.get('location')).toMatch(/^\/authorize\?.*prompt=login/);
    } finally {
      jest.restoreAllMocks();
    }
    const forged = { method: 'POST', body: new URLSearchParams({ mobile: '07700 900 555' }) };
    expect((await browser.request('/account/change-mobile', forged)).status).toBe(403);
    expect(at.sent.filter(({ to }) => to === '+447700900555')).toEqual([]);
  });
});

describe('A person’s own data', () => {
  test('are shown, and downloaded whole as JSON and to read, after a fresh sign-in', async () => {
    const { id, email } = await at.account();
    const browser = at.browser();
    await signIn(browser, '/account', email);
    await at.store.consents.give(id, at.partner._id, ['openid', 'email'], new Date());
    await at.store.userMetadata.put(id, at.partner._id, '<b>noted</b>', new Date());
    const caseId = randomId();
    const opening = { ...toP9, accountId: id, nonce: randomId() };
    await at.store.cases.open({ ...opening, id: caseId, now: new Date() });
    const piece = { caseId, slot: 'document', attempt: 1, mediaType: 'image/jpeg', now: new Date() } as const;
    await at.store.evidence.put({ ...piece, bytes: Buffer.from('a picture') });
    expect(await (await browser.request('/account/record')).text()).toContain(email);
    const download = await browser.request('/account/data/json');
    expect(download.headers.get('content-disposition')).toBe('attachment; filename=surety.json');
    const held = (await download.json()) as Record<string, Record<string, unknown>[]>;
    expect(held).toMatchObject({
      account: [{ email, level: 'P0' }],
      services: [{ service: 'Example surgery', scopes: ['openid', 'email'] }],
      notes_of_services: [{ value: '<b>noted</b>' }],
      identity_checks: [{ id: caseId }],
      evidence: [{ picture: `data:image/jpeg;base64,${Buffer.from('a picture').toString('base64')}` }],
    });
    expect(held.messages?.length).toBeGreaterThan(0);
    const page = await (await browser.request('/account/data/html')).text();
    expect(page).toContain('&lt;b&gt;noted&lt;/b&gt;');
    expect(page).not.toMatch(/<b>|<script|passwordHash/);
    const activity = await (await browser.request('/account/activity')).text();
    expect(activity).toContain('Your data was downloaded (by you)');
    expect(activity).toMatch(/Sign-in: password, text message<\/li>/);
    for (const language of ['en', 'cy'] as const) {
      const words = wordsFor('account/activity', language);
      expect(signInMethods.filter((method) => !words.has(`method.${method}`))).toEqual([]);
    }
    expect((await at.browser().request('/account/data/json')).headers.get('location')).toMatch(/^\/authorize/);
  });

  test('say where they are signed in, and each browser can be signed out, but only one’s own', async () => {
    const { id, browser } = await signedIn();
    const second = at.browser();
    await at.putSession(second, id);
    const list = await (await browser.request('/account/sessions')).text();
    const others = [...list.matchAll(/name="uid" value="([\w-]{10,})"/g)].map(([, uid]) => uid ?? '');
    expect(others).toHaveLength(1);
    const stranger = (await signedIn()).browser;
    const press = async (who: CookieBrowser, uid: string) => {
      const secrets = await formOf(await who.request('/account/record'));
      return who.request('/account/sessions/end', { method: 'POST', body: new URLSearchParams({ ...secrets, uid }) });
    };
    await press(stranger, others[0] ?? '');
    expect((await second.request('/account')).status).toBe(200);
    await press(browser, others[0] ?? '');
    expect((await second.request('/account')).status).toBe(303);
    expect((await browser.request('/account')).status).toBe(200);
  });

  test('go with the account when it is closed, which signing in again stops, as does the link', async () => {
    const { id, browser, email } = await signedIn();
    const close = async (who: CookieBrowser) =>
      expect((await submit(who, '/account/close', {})).headers.get('location')).toBe('/account/closing');
    await close(browser);
    expect((await browser.request('/account')).status).toBe(303);
    expect((await at.store.accounts.byId(id))?.closing).toBeDefined();
    const again = at.browser();
    await signIn(again, '/account', email);
    expect((await at.store.accounts.byId(id))?.closing).toBeUndefined();
    await close(again);
    const links = () => at.sent.filter(({ to, text }) => to === email && text.includes('/stay-open/'));
    await eventually(async () => links().length === 2);
    const [old, link] = links().map(({ text }) => /\/account\/stay-open\/\S+/.exec(text)?.[0] ?? '');
    const anybody = at.browser();
    expect((await anybody.request(old ?? '')).status).toBe(410);
    expect((await anybody.request(link ?? '')).status).toBe(200);
    expect((await at.store.accounts.byId(id))?.closing).toBeDefined();
    expect((await submit(anybody, link ?? '', {})).headers.get('location')).toBe('/account/stay-open');
    expect((await at.store.accounts.byId(id))?.closing).toBeUndefined();
  });
});

test('Who proved who they are sends their contacts to their NHS record, and sees what was changed there meanwhile', async () => {
  const { id, browser, email } = await signedIn();
  expect(await (await browser.request('/account/nhs-record')).text()).not.toContain('Look at my NHS record');
  const identity = {
    nhsNumber: '9990123144',
    familyName: 'O',
    givenNames: ['D'],
    formerNames: [],
    birthDate: '1979-11-02',
  };
  await at.store.accounts.raiseLevel({
    ...{ accountId: id, epoch: 0, level: 'P9', identity, caseId: 'c', how: 'machine', now: new Date() },
  });
  let held: PdsContacts = { mobile: '+447700900411' };
  let version = 1;
  at.script.pdsContacts = {
    read: async () => ({ held, version: String(version) }),
    write: async (_user, contacts, seen) => {
      if (seen !== String(version)) return 'conflict';
      held = { ...held, ...contacts };
      version += 1;
      return 'written';
    },
  };
  const begun = await submit(browser, '/account/nhs-record', {});
  const page = begun.headers.get('location') ?? '';
  const shows = (text: string) =>
    eventually(async () => (await (await browser.open(page)).response.text()).includes(text));
  await shows('They differ');
  const stranger = await signedIn();
  expect((await stranger.browser.request(page)).status).toBe(404);
  // The surgery writes to it between the person's look and their press of the button.
  version = 7;
  await submit(browser, page, { action: 'both' });
  await shows('nothing was sent');
  expect(held.email).toBeUndefined();
  await submit(browser, page, { action: 'email' });
  await shows('are in your NHS record now');
  expect(held).toEqual({ mobile: '+447700900411', email });
});

test('The portal is come to by the same sign-in, its invitations by email, and people see a partner’s picture', async () => {
  const browser = at.browser();
  await signIn(browser, '/portal/new', (await at.account()).email);
  const form = new FormData();
  const fields = { ...(await formOf(await browser.request('/portal/new'))), name: 'Riverside Health' };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const made = await browser.request('/portal/new', { method: 'POST', body: form });
  const base = (made.headers.get('location') ?? '').replace(/\?.*/, '');
  const to = `${randomId().toLowerCase()}@example.com`;
  await submit(browser, `${base}/people`, { action: 'invite', email: to, role: 'viewer' });
  const letter = await eventually(async () => at.sent.find((one) => one.to === to));
  expect(letter?.text).toContain(`${at.url}/portal`);
  expect(letter?.text).not.toMatch(/Riverside|portal\/./);

  const partner = { ...at.partner, _id: 'pictured', logo: 'a-picture' };
  await at.store.partners.put(partner);
  const stranger = at.browser();
  const page = await at.begin(stranger, { client_id: 'pictured' });
  expect(await (await stranger.request(page)).text()).toContain('src="/logos/a-picture"');
});
