import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import { sendLeftNotices } from '../../../api/rounds/send-left-notices.js';
import { day } from '../../../domain/clock.js';
import { createLog } from '../../../platform/log/log.js';
import { randomId } from '../../../platform/random-id.js';
import type { Account } from '../../../store/accounts/accounts.js';
import { formOf, knownPassword, startUiApp, submit, type UiApp } from '../../../test/support/apps/ui-app.js';
import { Authenticator } from '../../../test/support/people/authenticator.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { eventually } from '../../../test/support/workflows/workflow-environment.js';
import { tellingOfWays } from './tell.js';

let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

/** So many at once. */
const presses = { length: 6 };

/** Begins to sign in at the account's own pages. @returns the base of the sign-in's pages. */
async function begin(browser: CookieBrowser, address = '/account/ways'): Promise<string> {
  const { at: page } = await browser.open(address);
  return page.pathname.replace(/\/(email|password)$/, '');
}

async function signedIn() {
  const account = await at.account();
  const browser = at.browser();
  await at.putSession(browser, account.id);
  return { ...account, browser };
}

/** Signs out and begins anew, in the same browser. */
async function signOutAndBegin(browser: CookieBrowser): Promise<string> {
  await post(browser, '/account/sign-out', await formOf(await browser.request('/account')));
  return begin(browser);
}

const optionsIn = (html: string, name: string): { challenge: string } =>
  JSON.parse(new RegExp(`data-${name}="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '{}');

/** Adds a passkey as a browser would. */
async function addPasskey(browser: CookieBrowser, key: Authenticator, more: Record<string, string> = {}) {
  const page = await browser.request('/account/ways/passkey');
  const html = await page.clone().text();
  const { challenge } = optionsIn(html, 'new-passkey');
  const body = { ...(await formOf(page)), name: 'My key', answer: key.made(challenge), ...more };
  return { body, post: () => post(browser, '/account/ways/passkey', body) };
}

const post = (browser: CookieBrowser, address: string, body: Record<string, string>) =>
  browser.request(address, { method: 'POST', body: new URLSearchParams(body) });

/** Answers a sign-in's question by passkey. */
async function usePasskey(browser: CookieBrowser, base: string, key: Authenticator, flags = {}) {
  const page = await browser.request(`${base}/passkey`);
  const { challenge } = optionsIn(await page.clone().text(), 'passkey');
  const body = { ...(await formOf(page)), answer: key.used(challenge, flags) };
  return { body, post: () => post(browser, `${base}/passkey`, body) };
}

describe('A passkey', () => {
  test('opens the account alone, and not when it is not its own holder’s, of another site, or without a challenge of its own', async () => {
    const { browser, id } = await signedIn();
    const key = new Authenticator(new URL(at.url), 5);
    for (const wrong of [key.made('x'.repeat(43)), 'nonsense', '{}', '', 'x'.repeat(17_000)]) {
      expect((await (await addPasskey(browser, key, { answer: wrong })).post()).status).toBe(422);
    }
    const { body, post: add } = await addPasskey(browser, key);
    const answers = await Promise.all(Array.from(presses, add));
    expect(answers.filter(({ status }) => status !== 303)).toEqual([]);
    await add();
    const account = { _id: id, epoch: 0 };
    const { passkeys } = await at.store.signInWays.of(account, new Date());
    expect(passkeys.map(({ name }) => name)).toEqual(['My key']);
    expect(body.answer).toContain(passkeys[0]?.credentialId);

    const other = at.browser();
    const base = await begin(other);
    for (const flags of [{ verified: false }, { origin: 'https://surety.example.evil' }]) {
      expect((await (await usePasskey(other, base, key, flags)).post()).status).toBe(422);
    }
    const stolen = await usePasskey(other, base, key);
    const elsewhere = at.browser();
    const theirs = await begin(elsewhere);
    const secrets = await formOf(await elsewhere.request(`${theirs}/passkey`));
    expect(
      (await post(elsewhere, `${theirs}/passkey`, { ...stolen.body, ...secrets, answer: stolen.body.answer })).status,
    ).toBe(422);

    const right = await usePasskey(other, base, key);
    const tries = await Promise.all(Array.from(presses, right.post));
    const inside = tries.filter(({ headers }) => headers.get('location')?.includes('/authorize/'));
    expect(inside).toHaveLength(1);
    const { response } = await other.open(inside[0]?.headers.get('location') ?? '');
    expect(await response.text()).toContain('My key');
    // Many presses at once are one use: none was taken for a copy.
    expect((await at.store.signInWays.of(account, new Date())).passkeys[0]).toMatchObject({
      suspect: false,
      counter: key.counter,
    });
  });

  test('whose public key somebody changed in the database opens nothing', async () => {
    const { signInWays, tools } = at.store;
    const [theirs, own] = ['theirs', 'own'].map((whose) => `${whose}-${randomId()}`) as [string, string];
    for (const credentialId of [theirs, own]) {
      const key = { credentialId, publicKey: new Uint8Array([1, 2, 3]), counter: 0, transports: [] };
      await signInWays.addPasskey(`account-of-${credentialId}`, key, 'A key', new Date());
    }
    expect((await signInWays.passkey(theirs))?.publicKey).toEqual(new Uint8Array([1, 2, 3]));
    const rows = tools.db.collection('sign_in_ways');
    const mine = await rows.findOne({ 'passkey.credentialId': own });
    await rows.updateOne({ 'passkey.credentialId': theirs }, { $set: { 'passkey.key': mine?.passkey.key } });
    await expect(signInWays.passkey(theirs)).rejects.toMatchObject({ code: 'sealed_unreadable' });
    await rows.updateOne({ 'passkey.credentialId': own }, { $set: { accountId: `account-of-${theirs}` } });
    await expect(signInWays.passkey(own)).rejects.toThrow('somebody else');
  });

  test('belongs to one account, and opens nothing once a copy of it was used', async () => {
    const one = await signedIn();
    const two = await signedIn();
    const key = new Authenticator(new URL(at.url), 9);
    await (await addPasskey(one.browser, key)).post();
    const taken = await (await addPasskey(two.browser, key)).post();
    expect([taken.status, await taken.text()]).toEqual([422, expect.stringContaining('belongs to an account already')]);
    key.counter = 3;
    for (const counter of [3, 50]) {
      key.counter = counter;
      const browser = at.browser();
      expect((await (await usePasskey(browser, await begin(browser), key)).post()).status).toBe(422);
    }
    await eventually(async () => at.sent.some(({ to, text }) => to === one.mobile && text.includes('copied')));
  });
});

describe('An authenticator app', () => {
  test('is set up by a code, and each of its codes opens once', async () => {
    const { browser, id, email } = await signedIn();
    const page = await browser.request('/account/ways/app');
    const html = await page.clone().text();
    const secret = (/data-secret>([^<]*)</.exec(html)?.[1] ?? '').replaceAll(' ', '');
    expect(html).toContain(`otpauth://totp/Surety:${encodeURIComponent(email)}`);
    const epoch = Math.floor(Date.now() / 1_000);
    const body = { ...(await formOf(page)), name: 'Phone' };
    expect((await post(browser, '/account/ways/app', { ...body, code: '000000' })).status).toBe(422);
    const code = await generate({ secret, epoch: epoch - 30 });
    const added = await Promise.all(Array.from(presses, () => post(browser, '/account/ways/app', { ...body, code })));
    expect(added.map(({ status }) => status)).toEqual(added.map(() => 303));
    expect((await at.store.signInWays.of({ _id: id, epoch: 0 }, new Date())).apps).toHaveLength(1);

    const other = at.browser();
    const base = await begin(other);
    await submit(other, `${base}/email`, { email });
    const next = await submit(other, `${base}/password`, { password: knownPassword });
    expect(next.headers.get('location')).toBe(`${base}/app-code`);
    // Its first code was used to set it up.
    expect((await submit(other, `${base}/app-code`, { code })).status).toBe(422);
    const fresh = { ...(await formOf(await other.request(`${base}/app-code`))), code: await generate({ secret }) };
    const tries = await Promise.all(Array.from(presses, () => post(other, `${base}/app-code`, fresh)));
    expect(tries.filter(({ headers }) => headers.get('location')?.includes('/authorize/'))).toHaveLength(1);
  });
});

describe('A recovery code', () => {
  test('that is guessed at is told to every contact when waits begin, and once', async () => {
    const { id, email, mobile } = await at.account();
    await at.store.signInWays.putRecoveryCodes(id, ['abcdefghjk'], new Date());
    const other = at.browser();
    const base = await begin(other);
    await submit(other, `${base}/email`, { email });
    await submit(other, `${base}/password`, { password: knownPassword });
    const told = () => at.sent.filter(({ to, text }) => to === mobile && text.includes('wrong codes'));
    const guess = () => submit(other, `${base}/recovery-code`, { recoveryCode: 'aaaaa-aaaaa' });
    for (let wrong = 1; wrong < 5; wrong++) await at.store.guesses.countWrong([{ at: 'second', key: id }], new Date());
    expect([(await guess()).status, (await guess()).status]).toEqual([422, 422]);
    await eventually(async () => told().length > 0);
    expect(told()).toHaveLength(1);
    expect(
      await at.store.tools.db.collection('audit').countDocuments({ accountId: id, action: 'sign-in.second-guessed' }),
    ).toBe(1);
  });

  test('is shown once, opens once, and its use is told to every contact', async () => {
    const { browser, email, mobile } = await signedIn();
    const made = await submit(browser, '/account/ways/recovery', {});
    const codes = [...(await made.text()).matchAll(/<code>([\w-]+)<\/code>/g)].map(([, code = '']) => code);
    expect(new Set(codes).size).toBe(10);
    expect(await (await browser.request('/account/ways/recovery')).text()).not.toContain(codes[0]);
    const other = at.browser();
    const base = await begin(other);
    await submit(other, `${base}/email`, { email });
    await submit(other, `${base}/password`, { password: knownPassword });
    const address = `${base}/recovery-code`;
    expect((await submit(other, address, { recoveryCode: '00000-00000' })).status).toBe(422);
    const right = codes[3]?.toLowerCase().replace('-', ' ') ?? '';
    const body = { ...(await formOf(await other.request(address))), recoveryCode: right };
    const tries = await Promise.all(Array.from(presses, () => post(other, address, body)));
    expect(tries.filter(({ headers }) => headers.get('location')?.includes('/authorize/'))).toHaveLength(1);
    await eventually(async () =>
      [email, mobile].every((to) => at.sent.some((one) => one.to === to && one.text.includes('recovery code'))),
    );
  });
});

describe('A browser that was remembered', () => {
  test('is asked for no code, but for all of it before a change, as the same person', async () => {
    const { id, email, mobile } = await at.account();
    const browser = at.browser();
    const first = await begin(browser);
    await submit(browser, `${first}/email`, { email });
    await submit(browser, `${first}/password`, { password: knownPassword });
    const code = await eventually(async () => at.code(mobile));
    const remembered = await submit(browser, `${first}/sms-code`, { code, remember: 'yes' });
    await browser.open(remembered.headers.get('location') ?? '');
    const base = await signOutAndBegin(browser);
    await submit(browser, `${base}/email`, { email });
    const inside = await submit(browser, `${base}/password`, { password: knownPassword });
    const { response } = await browser.open(inside.headers.get('location') ?? '');
    const ways = await response.text();
    expect(ways).toContain('Browsers where we do not ask for a code');
    // A code by text message is a way in besides the password.
    expect(ways).not.toContain('your password is your only way');

    const { at: again } = await browser.open('/account/ways/sms/remove');
    expect(again.pathname).toMatch(/^\/interaction\/[\w-]+\/password$/);
    const other = await at.account();
    const stepUp = again.pathname.replace(/\/password$/, '');
    const before = at.sent.length;
    await post(browser, `${stepUp}/email`, { ...(await formOf(await browser.request(again))), email: other.email });
    expect((await submit(browser, again, { password: knownPassword })).headers.get('location')).toBe(
      `${stepUp}/sms-code`,
    );
    await eventually(async () => at.sent.slice(before).some(({ to }) => to === mobile));
    const back = await submit(browser, `${stepUp}/sms-code`, { code: at.code(mobile), remember: 'yes' });
    const returned = await browser.open(back.headers.get('location') ?? '');
    expect([returned.at.pathname, await returned.response.text()]).toEqual([
      '/account/ways/sms/remove',
      expect.stringContaining('your last way'),
    ]);

    const [device] = (await at.store.signInWays.of({ _id: id, epoch: 0 }, new Date())).devices;
    await submit(browser, `/account/ways/${device?.id}/rename`, { name: '  Our \n kitchen ' });
    expect(await (await browser.request('/account/ways')).text()).toContain('Our kitchen');
    await submit(browser, `/account/ways/${device?.id}/remove`, {});
    const later = await signOutAndBegin(browser);
    await submit(browser, `${later}/email`, { email });
    const asked = await submit(browser, `${later}/password`, { password: knownPassword });
    expect(asked.headers.get('location')).toBe(`${later}/sms-code`);
  });

  test('is forgotten when it was not used for six months, and each use counts anew', async () => {
    const { id } = await at.account();
    const { signInWays } = at.store;
    const onDay = (days: number) => new Date(Date.UTC(2030, 0, 1) + days * day);
    const known = async (days: number) => (await signInWays.of({ _id: id, epoch: 0 }, onDay(days))).devices.length;
    await signInWays.remember(`browser of ${id}`, { _id: id, epoch: 0 }, 'Kitchen', onDay(0));
    expect([await known(182), await known(183)]).toEqual([1, 0]);
    await signInWays.deviceUsed(`browser of ${id}`, onDay(100));
    expect([await known(282), await known(283)]).toEqual([1, 0]);
  });
});

describe('The last way in', () => {
  test('stays, also where two are removed at once', async () => {
    const { browser, id } = await signedIn();
    const refused = await post(
      browser,
      '/account/ways/sms/remove',
      await formOf(await browser.request('/account/ways/sms')),
    );
    expect(refused.status).toBe(409);
    const key = new Authenticator(new URL(at.url));
    await (await addPasskey(browser, key)).post();
    const account = (await at.store.accounts.byId(id)) as NonNullable<
      Awaited<ReturnType<typeof at.store.accounts.byId>>
    >;
    const [passkey] = (await at.store.signInWays.of(account, new Date())).passkeys;
    const body = await formOf(await browser.request('/account/ways/sms'));
    await Promise.all(['sms', passkey?.id].map((way) => post(browser, `/account/ways/${way}/remove`, body)));
    const left = await at.store.signInWays.of(account, new Date());
    expect(Number(left.sms) + left.passkeys.length).toBe(1);
  });
});

describe('The messages about a change', () => {
  const log = createLog({ level: 'fatal', process: 'test' });
  const later = () => new Date(Date.now() + 61_000);
  const telling = async (make: () => Promise<boolean>) => {
    const { id, email } = await at.account();
    const account = (await at.store.accounts.byId(id)) as Account;
    const { store, client: temporal, url } = at;
    const outcome = await tellingOfWays({ store, temporal, url, log }, account, 'app-added', make).catch(
      () => 'killed',
    );
    await sendLeftNotices({ store, temporal, log }, later());
    return { outcome, told: () => at.sent.filter(({ to }) => to === email).length };
  };

  test('lie there before it is made: killed right after it, another process sends them, once', async () => {
    const { outcome, told } = await telling(async () => {
      throw new Error('killed');
    });
    expect(outcome).toBe('killed');
    await eventually(async () => told() === 1);
    await sendLeftNotices({ store: at.store, temporal: at.client, log }, later());
    expect(told()).toBe(1);
  });

  test('are taken back where nothing was changed', async () => {
    const { outcome, told } = await telling(async () => false);
    const { told: toldOthers } = await telling(async () => true);
    await eventually(async () => toldOthers() === 1);
    expect([outcome, told()]).toEqual([false, 0]);
  });
});
