import { describe, expect, test } from '@jest/globals';
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
import { textOf } from './somebody-at.js';

const letterTo = { addressee: 'Ada Example', town: 'Leeds', postcode: 'LS1 4AP' };
const press = (page: Page) => page.locator('main form button.nhsuk-button[type=submit]:visible').first().click();

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
  await press(page);
}

/** Somebody new, who has chosen to do without a mobile, and this way. */
async function choose(way: string, person: Person): Promise<Visitor> {
  const visitor = await begin('P0');
  await visitTo('create-account', visitor, person);
  const { password } = person;
  await visitor.send({ password, over13: 'yes', terms: termsVersion, action: 'without-mobile' });
  await visitor.send({ action: way });
  return visitor;
}

/** The newest code that came there, by post or spoken. */
const codeAt = (to: string, count: number): Promise<string> =>
  eventually(async () => {
    const all = product.devServer.inbox.list(to);
    return all.length === count && /\b\d{6}\b/.exec(all[0]?.text.replace(/(?<=\d), (?=\d)/g, '') ?? '')?.[0];
  });

/** Comes from the partner with an account, on another device, as far as the second proof. */
async function comeAgain(person: Person): Promise<Visitor> {
  const visitor = await begin('P0');
  await visitTo('password', visitor, known(person));
  await visitor.send({ password: person.password });
  return visitor;
}

/** The partner is told the vector, and no phone number. */
function isTold(html: string): void {
  expect(html).toContain('P0.Cp.Cd');
  expect(html).not.toMatch(/phone_number\b/);
}

async function arrives(visitor: Visitor, person: Person): Promise<void> {
  await visitTo('partner', visitor, known(person));
  isTold(visitor.page.html);
}

/** All that such people meet: ui/registration/without-mobile.test.ts. */
describe('Somebody without a mobile registers and signs in later', () => {
  test('by a call to a landline', async () => {
    const person = ownPatient(product);
    const visitor = await choose('landline', person);
    await visitor.send({ landline: '0113 496 0307' });
    await visitor.send({ code: await codeAt('+441134960307', 1) });
    // Asked for by the partner, and not there to be sent.
    expect([visitor.page.name, textOf(visitor)]).toEqual([
      'consent',
      expect.stringMatching(/asks for: your email address We do not have these yet.*: your mobile phone number/),
    ]);
    await arrives(visitor, person);
    const later = await comeAgain(person);
    expect(later.page.name).toBe('voice-code');
    await later.send({ code: await codeAt('+441134960307', 2) });
    await arrives(later, person);
  }, 60_000);

  test('by a letter, which comes when they are at another device', async () => {
    const person = ownPatient(product);
    const visitor = await choose('letter', person);
    await visitor.send({ ...letterTo, line1: `${person.familyName} House` });
    const letter = () => product.devServer.inbox.list().find(({ kind }) => kind === 'letter');
    const { to } = await eventually(async () => letter());
    const later = await begin('P0');
    await visitTo('letter-code', later, person);
    await later.send({ code: await codeAt(to, 1) });
    await arrives(later, person);
    const again = await comeAgain(person);
    expect(again.page.name).toBe('letter');
    await again.send({ action: 'send' });
    await again.send({ code: await codeAt(to, 2) });
    await arrives(again, person);
  }, 60_000);

  test('by a passkey, in a browser', async () => {
    const person = ownPatient(product);
    const visitor = await choose('passkey', person);
    const { context, page } = await newDevice(browser as Browser);
    const touched = await withAuthenticator(context, page);
    await context.addCookies(visitor.cookies());
    await page.goto(visitor.page.url.href);
    await fill(page, { name: 'My key' });
    await walkTo('partner', page, person, product);
    isTold(await page.content());
    await context.clearCookies();
    // Not by what the field for the address offers.
    await touched(false);
    await beginAtPartner(page, product, 'P0');
    await fill(page, { email: person.email });
    await page.waitForURL(/\/password$/);
    await fill(page, { password: person.password });
    await page.waitForURL(/\/passkey$/);
    await touched(true);
    await press(page);
    await walkTo('partner', page, person, product);
    isTold(await page.content());
    await context.close();
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
