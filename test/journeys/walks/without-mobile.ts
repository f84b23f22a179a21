import { afterEach, describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import type { RegistrationStep } from '../../../domain/accounts/registration-state.js';
import { termsVersion } from '../../../domain/journey/next-step.js';
import { type Exit, type SecondStep, steps } from '../../../domain/journey/steps.js';
import { randomId } from '../../../platform/random-id.js';
import { newDevice } from '../../support/browser/browser.js';
import { withAuthenticator } from '../../support/browser/virtual-authenticator.js';
import { ownPatient } from '../../support/people/patients.js';
import { beginAtPartner, type Person, walkTo } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import type { Visitor } from '../../support/people/visitor.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { begin, known, toldOf } from './leaving.js';
import { browser, product, screen, store } from './place.js';

const letterTo = { addressee: 'Ada Example', town: 'Leeds', postcode: 'LS1 4AP' };
const press = (page: Page) => page.locator('main form button.nhsuk-button[type=submit]:visible').first().click();
const isOn = (page: Page, name: string) => page.waitForURL((url) => url.pathname.endsWith(`/${name}`));

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
  await press(page);
}

const devices: Awaited<ReturnType<typeof newDevice>>[] = [];
async function anotherDevice() {
  const device = await newDevice(browser as Browser);
  devices.push(device);
  return device;
}

/** Somebody new before a browser of their own, without a mobile, who has chosen their way. */
async function choose(way: string, person: Person) {
  const device = await anotherDevice();
  const { page } = device;
  await beginAtPartner(page, product, 'P0');
  await walkTo('create-account', page, person, product);
  await page.fill('#password', person.password);
  await page.check('input[name=over13][value=yes]');
  await page.check('#terms');
  await page.locator('button[value=without-mobile]').click();
  await isOn(page, 'second-way');
  await page.check(`input[name=action][value=${way}]`);
  await press(page);
  return device;
}

/** The newest code that came there, by post or spoken. */
const codeAt = (to: string, count: number): Promise<string> =>
  eventually(async () => {
    const all = product.devServer.inbox.list(to);
    return all.length === count && /\b\d{6}\b/.exec(all[0]?.text.replace(/(?<=\d), (?=\d)/g, '') ?? '')?.[0];
  });

/** Comes from the partner with an account, as far as the second proof. @param page of another device, unless one is given */
async function comeAgain(person: Person, page?: Page): Promise<Page> {
  const shown = page ?? (await anotherDevice()).page;
  await beginAtPartner(shown, product, 'P0');
  await fill(shown, { email: person.email });
  await isOn(shown, 'password');
  await fill(shown, { password: person.password });
  return shown;
}

/** Ends at the partner, which is told the vector and no phone number. */
async function arrives(page: Page, person: Person): Promise<void> {
  await walkTo('partner', page, known(person), product);
  const told = await page.locator('body').innerText();
  expect(told).toContain('P0.Cp.Cd');
  expect(told).not.toMatch(/phone_number\b/);
}

describe('Somebody without a mobile, in a browser, registers and signs in later', () => {
  afterEach(async () => {
    for (const { context } of devices.splice(0)) await context.close();
  });

  test('by a call to a landline', async () => {
    const person = ownPatient(product);
    const { page } = await choose('landline', person);
    await fill(page, { landline: '0113 496 0307' });
    await isOn(page, 'landline-code');
    await fill(page, { code: await codeAt('+441134960307', 1) });
    await arrives(page, person);
    const later = await comeAgain(person);
    await isOn(later, 'voice-code');
    await fill(later, { code: await codeAt('+441134960307', 2) });
    await arrives(later, person);
  }, 90_000);

  test('by an authenticator app', async () => {
    const person = ownPatient(product);
    const { page } = await choose('app', person);
    const secret = (await page.locator('[data-secret]').innerText()).replaceAll(' ', '');
    await fill(page, { name: 'My laptop', code: await generate({ secret }) });
    // Asked for by the partner, and not there to be sent.
    await walkTo('consent', page, person, product);
    expect((await page.locator('main').innerText()).replace(/\s+/g, ' ')).toMatch(
      /asks for: your email address We do not have these yet.*: your mobile phone number/,
    );
    await arrives(page, person);
    const later = await comeAgain(person);
    await isOn(later, 'app-code');
    // The code of this half minute is spent.
    await fill(later, { code: await generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 }) });
    await arrives(later, person);
  }, 90_000);

  test('by a passkey', async () => {
    const person = ownPatient(product);
    const { context, page } = await choose('passkey', person);
    const touched = await withAuthenticator(context, page);
    await page.reload();
    await fill(page, { name: 'My key' });
    await arrives(page, person);
    await context.clearCookies();
    // Not by what the field for the address offers.
    await touched(false);
    await comeAgain(person, page);
    await isOn(page, 'passkey');
    await touched(true);
    await press(page);
    await arrives(page, person);
  }, 90_000);

  test('by a letter, which comes when they are at another device', async () => {
    const person = ownPatient(product);
    const { page } = await choose('letter', person);
    await fill(page, { ...letterTo, line1: `${person.familyName} House` });
    await isOn(page, 'letter-code');
    const letter = () => product.devServer.inbox.list().find(({ kind }) => kind === 'letter');
    const { to } = await eventually(async () => letter());
    const { page: later } = await anotherDevice();
    await beginAtPartner(later, product, 'P0');
    await walkTo('letter-code', later, person, product);
    await fill(later, { code: await codeAt(to, 1) });
    await arrives(later, person);
    const again = await comeAgain(person);
    await isOn(again, 'letter');
    await press(again);
    await again.locator('#code').waitFor();
    await fill(again, { code: await codeAt(to, 2) });
    await arrives(again, person);
  }, 90_000);
});

/** Steps that take long to come to again: their pages are shown as the store has them, and left by each exit. */
const registering: readonly RegistrationStep[] = [
  ...(['second-way', 'landline', 'landline-code', 'address', 'letter-code', 'new-app', 'new-passkey'] as const),
];
const signingIn: readonly SecondStep[] = ['voice-code', 'letter'];

describe('At each step without a mobile', () => {
  const uidOf = (visitor: Visitor) => visitor.page.url.pathname.split('/')[2] ?? '';
  const exitsOf = (page: string) => Object.values(steps).find((step) => step.page === page)?.exits ?? [];
  const leaves = async (visitor: Visitor, page: string, exit: Exit) => {
    await visitor.open(visitor.page.url.href.replace(/\/[\w-]+$/, `/${page}`));
    expect([visitor.page.name, await screen.leave(visitor, exit)]).toEqual([page, toldOf[exit]]);
  };

  test('both ways back tell the partner so', async () => {
    const person = ownPatient(product);
    await visitTo('create-account', await begin('P0'), person);
    const emailKey = store.tools.lookup.lookup('email', person.email);
    const row = await store.tools.db.collection<{ _id: string }>('registrations').findOne({ emailKey } as object);
    const state = await store.registrations.state(row?._id ?? '');
    if (!state) throw new Error('there is no registration');
    for (const [index, step] of registering.entries()) {
      const epoch = state.epoch + 1 + index;
      await store.registrations.project({ ...state, step, epoch, updatedAt: Date.now() });
      for (const exit of exitsOf(step)) {
        const visitor = await begin('P0');
        await store.signIns.setEmail(uidOf(visitor), person.email);
        await store.signIns.setRegistration(uidOf(visitor), state.id, state.journeyId);
        await leaves(visitor, step, exit);
      }
    }
    const id = randomId();
    const contacts = { email: `${randomId().toLowerCase()}@example.org`, landline: '+441134960308' };
    const address = ['Ada Example', '2 High Street', 'Leeds', 'LS1 4AP'];
    const account = { ...contacts, address, passwordHash: 'x', termsVersion, language: 'en' as const, now: new Date() };
    await store.accounts.create({ id, registrationId: randomId(), ...account });
    for (const step of signingIn) {
      for (const exit of exitsOf(step)) {
        const visitor = await begin('P0');
        await store.signIns.setEmail(uidOf(visitor), contacts.email);
        await store.signIns.passwordRight(uidOf(visitor), id, step);
        await leaves(visitor, step, exit);
      }
    }
  }, 120_000);
});
