import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '../../domain/clock.js';
import type { Delegation } from '../../domain/delegation/delegation.js';
import { randomId } from '../../platform/random-id.js';
import type { KnownDelegation } from '../../store/delegation/delegations.js';
import { recoveryDriver } from '../../test/support/workflows/recovery-driver.js';
import { testIdentity } from '../../test/support/workflows/verification-driver.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { taskQueues } from '../task-queues.js';
import { delegationWorkflow, delegationWorkflowId, submitDelegation } from './messages.js';

let at: WorkflowEnvironment;
let people: ReturnType<typeof recoveryDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  people = recoveryDriver(at);
}, 60_000);
afterAll(() => at?.close());

/** A parent at P9, named as such in PDS, who asks to act for a child of that age for three years. */
async function parentOf(bornDaysAgo: number) {
  const { whose, identity } = await people.atLevel('P9');
  const now = await at.env.currentTimeMs();
  const birthDate = new Date(now - bornDaysAgo * day).toISOString().slice(0, 10);
  const child = { ...testIdentity(), birthDate };
  at.script.pds = { trace: async () => ({ kind: 'match', identity: child, version: '1' }) } as never;
  at.script.parentsOf = async () => [identity.nhsNumber];
  const asked = { basis: 'parent', actorId: whose._id, step: 'checking', months: 36 } as const;
  const begun: Delegation = { id: randomId(), ...asked, partners: ['surgery'], kinds: ['record'] };
  const person = { givenNames: 'Lily', familyName: 'Lindqvist', birthDate, postcode: 'LS1 4AP' };
  const nonce = randomId();
  await at.store.delegations.open(begun, { person }, nonce, new Date(now));
  const handle = await at.client.workflow.start(delegationWorkflow, {
    workflowId: delegationWorkflowId(begun.id),
    taskQueue: taskQueues.journeys,
    args: [{ begun, nonce }],
  });
  const state = async () => (await at.store.delegations.byId(begun.id)) as KnownDelegation;
  const comesTo = async (step: Delegation['step']) => {
    await eventually(async () => (await state()).step === step);
    return state();
  };
  /** Sleeps until so long after a time of it. */
  const until = async (time: number | undefined, more = day) =>
    at.env.sleep((time ?? 0) + more - (await at.env.currentTimeMs()));
  const { email } = at.store.accounts.contacts(whose);
  const told = () => at.sent.filter(({ to }) => to === email).map(({ text }) => text);
  /** Nobody tells the workflow: it finds by itself what the caseworker said. */
  const caseworkerAgrees = async () => {
    const agrees = { checkerId: 'checker', senior: false, agrees: true };
    expect(await at.store.delegations.decide(await state(), agrees, new Date())).toBe(true);
    await at.env.sleep('7 hours');
  };
  return { handle, state, comesTo, until, told, caseworkerAgrees };
}

// A delegation that is paused looks every six hours whether a caseworker has agreed: it is terminated before time is skipped once more.

/** Days in so many years, and in so many more months of 30 days. */
const years = (count: number, months = 0) => Math.round(count * 365.25) + months * 30;

describe('Acting for a child', () => {
  test('is looked at in PDS each year, goes on by itself, and is paused where PDS names another parent', async () => {
    const { state, until, comesTo, handle } = await parentOf(years(6));
    const begun = await comesTo('live');
    await until(begun.reviewAt);
    const looked = await state();
    expect(looked.step).toBe('live');
    expect((looked.reviewAt ?? 0) - (begun.reviewAt ?? 0)).toBeGreaterThan(360 * day);
    at.script.parentsOf = async () => ['9990000000'];
    await until(looked.reviewAt);
    expect((await comesTo('paused')).end).toBeUndefined();
    await handle.terminate();
  }, 60_000);

  test('is paused at 13 though PDS names the parent, and goes on for a year each time a caseworker agrees', async () => {
    const { state, until, comesTo, handle, told, caseworkerAgrees } = await parentOf(years(12, 9));
    const begun = await comesTo('live');
    expect(begun.reviewAt).toBe(begun.thirteenAt);
    await until(begun.thirteenAt, -day);
    expect((await state()).step).toBe('live');
    await until(begun.thirteenAt);
    await comesTo('paused');
    await eventually(async () => told().some((text) => text.includes('was not looked at again in time')));
    await caseworkerAgrees();
    const { reviewAt } = await comesTo('live');
    // From 13 on PDS alone does not do.
    await until(reviewAt);
    await comesTo('paused');
    await handle.terminate();
  }, 60_000);

  test('begun by papers at 15 ends on the 16th birthday, whatever period was asked for', async () => {
    const { state, until, comesTo, handle, told, caseworkerAgrees } = await parentOf(years(15, 6));
    const { nonce, step } = await comesTo('documents');
    const handedIn = { nonce, step, action: 'hand-in' };
    await handle.executeUpdate(submitDelegation, { updateId: nonce, args: [handedIn] });
    await caseworkerAgrees();
    const { endsAt, sixteenAt } = await comesTo('live');
    expect(endsAt).toBe(sixteenAt);
    await until(sixteenAt, -day);
    expect((await state()).step).toBe('live');
    await until(sixteenAt);
    await handle.result();
    expect(await state()).toMatchObject({ step: 'ended', end: 'age' });
    expect(told().at(-1)).toContain('has ended');
  }, 60_000);
});
