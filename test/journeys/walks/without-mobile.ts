import { describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import type { RegistrationStep } from '../../../domain/accounts/registration-state.js';
import { termsVersion } from '../../../domain/journey/next-step.js';
import { type Exit, type SecondStep, steps } from '../../../domain/journey/steps.js';
import { randomId } from '../../../platform/random-id.js';
import { Authenticator } from '../../support/people/authenticator.js';
import { ownPatient } from '../../support/people/patients.js';
import type { Person } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import type { Visitor } from '../../support/people/visitor.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { begin, known, toldOf } from './leaving.js';
import { product, screen, store } from './place.js';
import { textOf } from './somebody-at.js';

const letterTo = { addressee: 'Ada Example', line1: '1 High Street', line2: '', town: 'Leeds', postcode: 'LS1 4AP' };

/** Somebody new, without a mobile, who has chosen their way. */
async function choose(way: string, person: Person): Promise<Visitor> {
  const visitor = await begin('P0');
  await visitTo('create-account', visitor, person);
  const { password } = person;
  await visitor.send({ password, mobile: '', over13: 'yes', terms: termsVersion, action: 'without-mobile' });
  expect(visitor.page.name).toBe('second-way');
  await visitor.send({ action: way });
  return visitor;
}

/** The newest code that came there, by post or spoken. */
const codeAt = (to: string, count: number): Promise<string> =>
  eventually(async () => {
    const all = product.devServer.inbox.list(to);
    return all.length === count && /\b\d{6}\b/.exec(all[0]?.text.replace(/(?<=\d), (?=\d)/g, '') ?? '')?.[0];
  });

/** Signs in again on another device, as far as the second proof. */
async function comeAgain(person: Person): Promise<Visitor> {
  const visitor = await begin('P0');
  await visitor.send({ email: person.email });
  await visitor.send({ password: person.password });
  return visitor;
}

/** Ends at the partner, which is told the vector and no phone number. */
async function arrives(visitor: Visitor, person: Person, vot: string): Promise<void> {
  await visitTo('partner', visitor, known(person));
  expect(visitor.page.html).toContain(vot);
  expect(visitor.page.html).not.toContain('phone_number"');
}

describe('Somebody without a mobile registers and signs in later', () => {
  test('by a call to a landline', async () => {
    const person = ownPatient(product);
    const visitor = await choose('landline', person);
    await visitor.send({ landline: '0113 496 0307' });
    await visitor.send({ code: await codeAt('+441134960307', 1) });
    await arrives(visitor, person, 'P0.Cp.Cd');
    const later = await comeAgain(person);
    expect(later.page.name).toBe('voice-code');
    await later.send({ code: await codeAt('+441134960307', 2) });
    await arrives(later, person, 'P0.Cp.Cd');
  }, 60_000);

  test('by an authenticator app', async () => {
    const person = ownPatient(product);
    const visitor = await choose('app', person);
    const secret = /data-secret>([^<]+)</.exec(visitor.page.html)?.[1]?.replaceAll(' ', '') ?? '';
    await visitor.send({ name: 'My laptop', code: await generate({ secret }) });
    // Asked for by the partner, and not there to be sent.
    await visitTo('consent', visitor, person);
    expect(textOf(visitor)).toMatch(
      /asks for: your email address We do not have these yet.*: your mobile phone number/,
    );
    await arrives(visitor, person, 'P0.Cp.Cd');
    const later = await comeAgain(person);
    expect(later.page.name).toBe('app-code');
    // The code of this half minute is spent.
    await later.send({ code: await generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 }) });
    await arrives(later, person, 'P0.Cp.Cd');
  }, 60_000);

  test('by a passkey', async () => {
    const person = ownPatient(product);
    const visitor = await choose('passkey', person);
    const key = new Authenticator(new URL(product.suretyUrl), 1);
    const challengeOn = () => /challenge&quot;:&quot;([\w-]+)/.exec(visitor.page.html)?.[1] ?? '';
    await visitor.send({ name: 'My key', answer: key.made(challengeOn()) });
    await arrives(visitor, person, 'P0.Cp.Cd');
    const later = await comeAgain(person);
    expect(later.page.name).toBe('passkey');
  }, 60_000);

  test('by a letter, which comes when they are at another device', async () => {
    const person = ownPatient(product);
    const visitor = await choose('letter', person);
    await visitor.send({ ...letterTo, line1: `${person.familyName} House` });
    expect(visitor.page.name).toBe('letter-code');
    const to = (await eventually(async () => product.devServer.inbox.list().find(({ kind }) => kind === 'letter'))).to;
    const code = await codeAt(to, 1);
    const later = await begin('P0');
    await visitTo('letter-code', later, person);
    await later.send({ code });
    await arrives(later, person, 'P0.Cp.Cd');
    const again = await comeAgain(person);
    expect(again.page.name).toBe('letter');
    await again.send({ action: 'send' });
    await again.send({ code: await codeAt(to, 2), action: 'continue' });
    await arrives(again, person, 'P0.Cp.Cd');
  }, 60_000);
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
