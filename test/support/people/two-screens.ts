import { expect } from '@jest/globals';
import { randomId } from '../../../platform/random-id.js';
import type { HandOff } from '../../../store/journey/hand-offs.js';
import { formOf, startUiApp, submit, type UiApp } from '../apps/ui-app.js';
import type { CookieBrowser } from './cookie-browser.js';
import { signInByCode } from './sign-in-by-code.js';
import { signInByDevice } from './sign-in-by-device.js';

/** Surety's pages. Set before the first test. */
export let at: UiApp;

export async function openPages(): Promise<void> {
  at = await startUiApp();
}

const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const identity = { familyName: 'Exempli', givenNames: ['Anna'], formerNames: [], birthDate: '1985-04-12' };

export type Owner = { browser: CookieBrowser; id: string; email: string; mobile: string; base: string };

export const signIn = async (browser: CookieBrowser, page: URL, email: string): Promise<URL> =>
  (await signInByCode(at, browser, page, email)).at;

export async function known() {
  const { id, email } = await at.account();
  const account = await at.store.accounts.byId(id);
  const { mobile = '' } = at.store.accounts.contacts(account as NonNullable<typeof account>);
  return { id, email, mobile };
}

/** Somebody at P5, at a desktop, whose journey asks for a document now. @param signedInBy what their session rests on */
export async function atDocument(
  signedInBy: typeof signInByCode | typeof signInByDevice = signInByDevice,
): Promise<Owner> {
  const { id, email, mobile } = await known();
  const raised = { accountId: id, epoch: 0, level: 'P5', identity, caseId: randomId(), how: 'test' } as const;
  await at.store.accounts.raiseLevel({ ...raised, now: new Date() });
  const browser = at.browser();
  const { at: page } = await signedInBy(at, browser, await at.begin(browser, { vtr: '["P9.Cp.Cd"]' }), email);
  expect(page.pathname).toMatch(/\/document$/);
  return { browser, id, email, mobile, base: page.pathname.replace(/\/document$/, '') };
}

export const textOf = async ({ browser, base }: Owner, page = 'phone') =>
  (await browser.request(`${base}/${page}`)).text();
export const standingOf = async ({ browser, base }: Owner) =>
  ((await (await browser.request(`${base}/phone?state=1`)).json()) as { state: string }).state;
export const pageOf = async (browser: CookieBrowser, address: string) => (await browser.open(address)).at.pathname;
export const ask = ({ browser, base }: Owner, action: string) => submit(browser, `${base}/phone`, { action });

/** A new hand-off of an owner's screen, and its link, as the code on it says. */
export async function shown(owner: Owner): Promise<HandOff & { link: string }> {
  await ask(owner, 'stop');
  await ask(owner, 'show');
  const state = await at.store.cases.liveOf(owner.id);
  const row = (await at.store.handOffs.ofCase(state?.id ?? '')) as HandOff;
  return { ...row, link: `/hand-off/start/${row._id}.${at.store.handOffs.secretOf(row._id)}` };
}

/** A phone that has opened the link and pressed its button. */
export async function joined(owner: Owner): Promise<HandOff & { phone: CookieBrowser; base: string }> {
  const handOff = await shown(owner);
  const phone = at.browser();
  const answer = await submit(phone, handOff.link, {});
  const base = `/hand-off/${handOff._id}`;
  expect(answer.headers.get('location')).toBe(`${base}/number`);
  return { ...handOff, phone, base };
}

export async function connected(owner: Owner) {
  const handOff = await joined(owner);
  await submit(handOff.phone, `${handOff.base}/number`, { number: handOff.number });
  expect(await standingOf(owner)).toBe('connected');
  return handOff;
}

export async function upload(
  browser: CookieBrowser,
  address: string,
  fields: Record<string, string> = {},
): Promise<Response> {
  const secrets = await formOf(await browser.request(address));
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...secrets, ...fields })) body.append(name, value);
  body.append('photo', new Blob([jpeg], { type: 'image/jpeg' }), 'photo.jpg');
  return browser.request(address, { method: 'POST', body });
}
