import { describe, expect, test } from '@jest/globals';
import { steps } from '../../../domain/journey/steps.js';
import { type CaseStep, finalCaseSteps } from '../../../domain/verification/case-state.js';
import { ownPatient } from '../../support/people/patients.js';
import type { Person } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import type { Visitor } from '../../support/people/visitor.js';
import { begin, journeyOf, leaveBothWays, offered, toldOf } from './leaving.js';
import { connectToSurgery } from './linkage.js';
import { product, screen, store } from './place.js';
import { at } from './somebody-at.js';

/** Steps that need days, an outage or a particular record: shown to the person as their workflow projects them. */
const rare: readonly CaseStep[] = [
  'details-checking',
  'document-checking',
  'face-checking',
  'details-restricted',
  'details-invalidated',
  'details-differ',
  'details-unavailable',
];
const over = finalCaseSteps.filter((step) => step !== 'verified' && step !== 'declined');

/** The person's newest case comes to a step, as its workflow says by a projection. */
async function comesTo(step: CaseStep, { email }: Person, visitor: Visitor): Promise<void> {
  const account = await store.accounts.byEmail(email);
  const state = await store.cases.newestOf(account?._id ?? '');
  if (!state) throw new Error('there is no case');
  const live = !finalCaseSteps.includes(step);
  await store.cases.project({ ...state, step, live, epoch: state.epoch + 1, updatedAt: Date.now() });
  await visitor.open(journeyOf(visitor));
  expect([step, visitor.page.name]).toEqual([step, steps[step].page]);
}

describe('At steps to which few people come', () => {
  test('each has its ways back, and whoever comes again finds the same page', async () => {
    const { visitor, person } = await at('details', 'P5');
    for (const step of rare) {
      await comesTo(step, person, visitor);
      await leaveBothWays(visitor, person, 'P5');
    }
    for (const step of over) {
      await comesTo(step, person, visitor);
      expect([step, offered(visitor)]).toEqual([step, ['return']]);
      expect(await screen.leave(visitor, 'return')).toBe('access_denied: verification_failed');
      await begin('P5', visitor);
    }
  }, 90_000);

  test('a journey whose time is up leads back, and says that one may begin again', async () => {
    const { visitor, person } = await at('details', 'P5');
    const address = journeyOf(visitor);
    await comesTo('expired', person, visitor);
    const rows = store.tools.db.collection<{ _id: string }>('journeys');
    await rows.updateOne({ _id: address.split('/').at(-1) ?? '' }, { $set: { expiresAt: new Date() } });
    await visitor.open(address);
    expect([visitor.page.name, offered(visitor)]).toEqual(['journey-expired', ['return']]);
    expect(await screen.leave(visitor, 'return')).toBe('access_denied: verification_failed');
    await begin('P5', visitor);
    expect(visitor.page.name).toBe('details');
  }, 30_000);

  test('a case verified for less than the partner wants now goes on and has ways back, and so has connecting to the surgery', async () => {
    const { visitor, person } = await at('partner', 'P5');
    await begin('P9', visitor);
    expect(visitor.page.name).toBe('document');
    await comesToVerified(person);
    await visitor.open(journeyOf(visitor));
    expect([visitor.page.name, offered(visitor)]).toEqual(['document', ['continue-later', 'cancel']]);
    await connectToSurgery(visitor, person);
  }, 60_000);

  test('new terms, and a registration that nobody finished, have their ways back', async () => {
    const { visitor, person } = await at('details', 'P5');
    const account = await store.accounts.byEmail(person.email);
    await store.accounts.acceptTerms(account?._id ?? '', '2020-01');
    await visitor.open(journeyOf(visitor));
    expect(visitor.page.name).toBe('terms-changed');
    await leaveBothWays(visitor, person, 'P5');
    await visitTo('details', visitor, person);

    const other = ownPatient(product);
    const half = await begin('P5');
    await visitTo('create-account', half, other);
    const emailKey = store.tools.lookup.lookup('email', other.email);
    const row = await store.tools.db.collection<{ _id: string }>('registrations').findOne({ emailKey } as object);
    const state = await store.registrations.state(row?._id ?? '');
    if (!state) throw new Error('there is no registration');
    await store.registrations.project({ ...state, step: 'ended', epoch: state.epoch + 1 });
    await half.open(journeyOf(half));
    expect([half.page.name, offered(half)]).toEqual(['ended', ['return']]);
    expect(await screen.leave(half, 'return')).toBe(toldOf.return);
  }, 60_000);
});

async function comesToVerified({ email }: Person): Promise<void> {
  const account = await store.accounts.byEmail(email);
  const state = await store.cases.newestOf(account?._id ?? '');
  if (state) await store.cases.project({ ...state, step: 'verified', live: false, epoch: state.epoch + 1 });
}
