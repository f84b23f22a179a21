import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/random-id.js';
import type { Approval } from '../../store/accounts/approvals.js';
import { formOf, knownPassword, submit } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { signInByCode } from '../../test/support/people/sign-in-by-code.js';
import { at, atDocument, known, openPages, signIn } from '../../test/support/people/two-screens.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';

beforeAll(openPages, 60_000);
afterAll(() => at?.close());

const p9 = { vtr: '["P9.Cp.Cd"]' };

/** A new device at which email and password were entered. @returns the base of its sign-in */
async function passwordRight(email: string, more: Record<string, string> = {}) {
  const browser = at.browser();
  const base = (await at.begin(browser, more)).pathname.replace(/\/email$/, '');
  await submit(browser, `${base}/email`, { email });
  await submit(browser, `${base}/password`, { password: knownPassword });
  return { browser, base };
}

type Asking = { browser: CookieBrowser; base: string };

/** Asks to be let in. @returns what waits, and the number shown */
async function asked({ browser, base }: Asking, accountId: string): Promise<Approval> {
  await submit(browser, `${base}/approval`, { action: 'show' });
  const [row] = await at.store.approvals.waitingOf(accountId, new Date());
  const page = await (await browser.request(`${base}/approval`)).text();
  expect(page).toContain(`>${row?.number}<`);
  return row as Approval;
}

const goOn = ({ browser, base }: Asking) => submit(browser, `${base}/approval`, { action: 'continue' });
const type = (browser: CookieBrowser, { _id }: Approval, number: string) =>
  submit(browser, `/account/approve/${_id}`, { number, action: 'approve' });
const late = ({ _id, accountId, number }: Approval) => at.store.approvals.type(_id, accountId, number, new Date());
const stateOf = async ({ browser, base }: Asking) =>
  ((await (await browser.request(`${base}/approval?state=1`)).json()) as { state: string }).state;

/** Signed in at the account's own pages, by both factors. */
async function signedIn() {
  const whose = await known();
  const browser = at.browser();
  await signIn(browser, (await browser.open('/account/ways')).at, whose.email);
  return { ...whose, browser };
}

describe('A new device', () => {
  test('is let in by the old one, and an unfinished verification goes on there', async () => {
    const owner = await atDocument(signInByCode);
    const before = await at.store.cases.liveOf(owner.id);
    const fresh = await passwordRight(owner.email, p9);
    expect(await (await fresh.browser.request(`${fresh.base}/sms-code`)).text()).toContain(`${fresh.base}/approval`);
    const waiting = await asked(fresh, owner.id);
    expect(await stateOf(fresh)).toBe('waiting');
    expect((await goOn(fresh)).headers.get('location')).toBe(`${fresh.base}/approval`);
    const page = await (await owner.browser.request(`/account/approve/${waiting._id}`)).text();
    expect(page).toContain('Example surgery');
    expect(page).not.toContain(`>${waiting.number}<`);
    const address = `/account/approve/${waiting._id}`;
    const secrets = await formOf(await owner.browser.request(address));
    const body = new URLSearchParams({ ...secrets, number: waiting.number, action: 'approve' });
    const press = () => owner.browser.request(address, { method: 'POST', body });
    const answers = await Promise.all(Array.from({ length: 5 }, press));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410]);
    expect(await stateOf(fresh)).toBe('connected');

    const once = new URLSearchParams(await formOf(await fresh.browser.request(`${fresh.base}/approval`)));
    const goesOn = () => fresh.browser.request(`${fresh.base}/approval`, { method: 'POST', body: once });
    const inside = await Promise.all(Array.from({ length: 4 }, goesOn));
    const finished = inside.filter(({ headers }) => headers.get('location')?.includes('/authorize/'));
    expect(finished).toHaveLength(1);
    const { at: on } = await fresh.browser.open(finished[0]?.headers.get('location') ?? '');
    expect(on.pathname).toMatch(/\/document$/);
    expect(await at.store.cases.liveOf(owner.id)).toMatchObject({ id: before?.id, step: 'document' });
    // As good as the sign-in that vouched for it: a passkey can be set up at once.
    expect((await fresh.browser.request('/account/ways/passkey')).status).toBe(200);
    await eventually(async () => at.sent.some(({ to, text }) => to === owner.mobile && text.includes('let in')));
  });

  test('is not let in by a wrong number, whatever comes after, nor by a refusal', async () => {
    const owner = await signedIn();
    const fresh = await passwordRight(owner.email);
    const waiting = await asked(fresh, owner.id);
    expect((await type(owner.browser, waiting, '')).status).toBe(422);
    expect(await stateOf(fresh)).toBe('waiting');
    await type(owner.browser, waiting, waiting.number === '42' ? '43' : '42');
    expect(await late(waiting)).toBeUndefined();
    expect(await stateOf(fresh)).toBe('wrong');
    expect((await goOn(fresh)).headers.get('location')).toBe(`${fresh.base}/approval`);
    const again = await asked(fresh, owner.id);
    await submit(owner.browser, `/account/approve/${again._id}`, { action: 'refuse' });
    expect(await stateOf(fresh)).toBe('ended');
    expect(await late(again)).toBeUndefined();
    const actions = (await at.store.audit.ofAccount(owner.id, 9)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['device.wrong', 'device.refused']));
  });

  test('is let in by nobody else, by no old session without a new full sign-in, and not when the time is over', async () => {
    const owner = await signedIn();
    const fresh = await passwordRight(owner.email);
    const waiting = await asked(fresh, owner.id);
    const other = await signedIn();
    expect(await (await other.browser.request(`/account/approve/${waiting._id}`)).text()).toContain(
      'No device is asking',
    );
    const secrets = await formOf(await other.browser.request('/account/ways/recovery'));
    const body = new URLSearchParams({ ...secrets, number: waiting.number });
    const theirs = await other.browser.request(`/account/approve/${waiting._id}`, { method: 'POST', body });
    expect(theirs.status).toBe(410);
    expect(await stateOf(fresh)).toBe('waiting');

    const sessions = at.store.tools.db.collection('oidc_sessions');
    const { matchedCount } = await sessions.updateMany(
      { 'payload.accountId': owner.id },
      { $set: { 'payload.loginTs': Math.floor(Date.now() / 1_000) - 301 } },
    );
    expect(matchedCount).toBe(1);
    const stale = await owner.browser.request(`/account/approve/${waiting._id}`);
    expect(stale.headers.get('location')).toMatch(/^\/authorize/);

    const rows = at.store.tools.db.collection<Approval>('approvals');
    await rows.updateOne({ _id: waiting._id }, { $set: { expiresAt: new Date() } });
    expect(await late(waiting)).toBeUndefined();
    expect(await stateOf(fresh)).toBe('up');
  });
});

/** Somebody who says that every second way is lost. @returns where their recovery stands from then on */
async function recovering(email: string) {
  const fresh = await passwordRight(email);
  const answer = await submit(fresh.browser, `${fresh.base}/recover`, {});
  return { ...fresh, standing: answer.headers.get('location') ?? '' };
}

const idIn = (standing: string) => standing.replace('/recovery/', '');
const reached = (standing: string, step: string) =>
  eventually(async () => (await at.store.recoveries.byId(idIn(standing)))?.step === step);
const beginButton = />\s*Begin\s*</;
const textOf = async (browser: CookieBrowser, address: string) => (await browser.request(address)).text();

describe('Who lost every second way', () => {
  test('comes in a day later in the same browser only, and all other ways are gone', async () => {
    const old = await signedIn();
    const { browser, base, standing } = await recovering(old.email);
    await reached(standing, 'cooling');
    expect(await textOf(browser, standing)).toContain('Come back tomorrow');
    // It does not begin a second one, nor come in before its time, nor does anybody else see it.
    expect((await browser.request(`${base}/recover`)).headers.get('location')).toBe(standing);
    const early = await submit(browser, `${base}/password`, { password: knownPassword });
    expect(early.headers.get('location')).toMatch(/sms-code$/);
    expect((await old.browser.request(standing)).status).toBe(404);

    await at.env.sleep('25 hours');
    await reached(standing, 'ready');
    // Whoever took the other ways away was killed when it had hardly begun: nobody comes in before it is done again.
    await at.store.recoveries.use(idIn(standing), new Date());
    const page = await textOf(browser, standing);
    const signInAt = /href="(\/authorize[^"]*|[^"]*\/authorize[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const begun = (await browser.open(signInAt)).at.pathname.replace(/\/email$/, '');
    await submit(browser, `${begun}/email`, { email: old.email });
    const inside = await submit(browser, `${begun}/password`, { password: knownPassword });
    const { response } = await browser.open(inside.headers.get('location') ?? '');
    expect(await response.text()).toContain('At the moment your password is your only way to sign in');
    expect((await browser.request('/account/ways/recovery')).status).toBe(200);
    expect((await old.browser.request('/account')).headers.get('location')).toMatch(/^\/authorize/);
    const after = await passwordRight(old.email);
    expect((await after.browser.request(`${after.base}/sms-code`)).headers.get('location')).toMatch(/recover$/);
    expect(await textOf(after.browser, `${after.base}/recover`)).toMatch(beginButton);
  });

  test('is stopped by a sign-in in another way, and by the button of the link, which looking at does not press', async () => {
    const old = await known();
    const first = await recovering(old.email);
    await reached(first.standing, 'cooling');
    const browser = at.browser();
    await signIn(browser, (await browser.open('/account/ways')).at, old.email);
    await reached(first.standing, 'stopped');
    expect(await textOf(first.browser, first.standing)).toContain('This was stopped');

    const second = await recovering(old.email);
    await reached(second.standing, 'cooling');
    const id = idIn(second.standing);
    const link = await eventually(async () => {
      const texts = at.sent.filter(({ to }) => to === old.mobile).map(({ text }) => text);
      return texts.map((text) => /\/account\/recovery\/\S+/.exec(text)?.[0]).find((one) => one?.includes(id));
    });
    const scanner = at.browser();
    for (const method of ['GET', 'HEAD', 'GET']) expect((await scanner.request(link, { method })).status).toBe(200);
    await reached(second.standing, 'cooling');
    expect((await scanner.request(`${link.slice(0, -1)}x`)).status).toBe(410);
    expect((await submit(scanner, link, {})).headers.get('location')).toBe('/account/recovery');
    await reached(second.standing, 'stopped');
    expect((await scanner.request(link)).status).toBe(410);
  });

  test('proves it in that browser alone, and begins it three times a day at most', async () => {
    const owner = await atDocument();
    const { browser, standing } = await recovering(owner.email);
    expect((await browser.open(standing)).at.pathname).toBe(`${standing}/details`);
    expect((await owner.browser.request(`${standing}/details`)).status).toBe(404);
    // Nothing of what the account holds is shown to who proves that it is theirs.
    const name = await textOf(browser, `${standing}/name`);
    expect(name).not.toContain('Exempli');
    expect((await browser.request(`${standing}/document-photo`)).headers.get('location')).toBe(standing);
    for (const _ of [2, 3]) expect((await recovering(owner.email)).standing).toMatch(/^\/recovery\//);
    expect(await textOf(browser, standing)).toContain('This was stopped');
    const tooOften = await recovering(owner.email);
    expect(tooOften.standing).toBe('');
    const noMore = await textOf(tooOften.browser, `${tooOften.base}/recover`);
    expect(noMore).toContain('You can start it again tomorrow');
    expect(noMore).not.toMatch(beginButton);
    // Nor from a page that was opened before.
    const late = await submit(tooOften.browser, `${tooOften.base}/recover`, { nonce: randomId() });
    expect([late.status, late.headers.get('location')]).toEqual([429, null]);
    expect(await late.text()).toContain('You can start it again tomorrow');
    expect(await at.store.cases.liveOf(owner.id)).toMatchObject({ step: 'document' });
  });

  test('and cannot prove it either, is let in by the code of two members of staff, also without the password', async () => {
    const { id: accountId, email } = await at.account();
    const [_id, code] = [randomId(), '4F7KQ9TZ2M'];
    const help = { askedBy: 'one', how: 'documents-in-person' } as const;
    await at.store.recoveries.ask({ _id, accountId, accountEpoch: 0, help }, new Date());
    const browser = at.browser();
    expect((await submit(browser, '/recover', { code })).status).toBe(422);
    await at.store.recoveries.agree(_id, 'two', code, new Date());
    const agreed = await at.store.recoveries.byId(_id);
    await at.store.recoveries.open(agreed as NonNullable<typeof agreed>, new Date());
    const standing = (await submit(browser, '/recover', { code: ' 4f7kq-9tz2m' })).headers.get('location') ?? '';
    expect((await submit(at.browser(), '/recover', { code })).status).toBe(422);
    expect((await browser.open(standing)).response.status).toBe(200);
    await reached(standing, 'cooling');
    expect((await browser.open(`${standing}/waiting`)).at.pathname).toBe(standing);
    expect((await browser.request(`${standing}/password`)).headers.get('location')).toBe(standing);
    await at.env.sleep('25 hours');
    await reached(standing, 'ready');
    expect((await submit(browser, `${standing}/password`, { password: 'short' })).status).toBe(422);
    const password = 'marble pigeon orchard';
    expect((await submit(browser, `${standing}/password`, { password })).headers.get('location')).toBe(standing);
    const base = (await browser.open('/account/ways')).at.pathname.replace(/\/email$/, '');
    await submit(browser, `${base}/email`, { email });
    const inside = await submit(browser, `${base}/password`, { password });
    expect((await browser.open(inside.headers.get('location') ?? '')).at.pathname).toBe('/account/ways');
  });
});
