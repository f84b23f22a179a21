import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RegistrationState } from '../../domain/accounts/registration-state.js';
import { termsVersion } from '../../domain/journey/next-step.js';
import { randomId } from '../../platform/random-id.js';
import { registrationDriver } from '../../test/support/workflows/registration-driver.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { registrationWorkflowId, submitRegistration } from './messages.js';

let at: WorkflowEnvironment;
let { stateOf, begin, post, codeOf, postCode, toMobileCode } = {} as ReturnType<typeof registrationDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  ({ stateOf, begin, post, codeOf, postCode, toMobileCode } = registrationDriver(at));
}, 60_000);
afterAll(() => at?.close());

/** Waits for the code of a letter. */
const toLetter = async (email: string): Promise<string> => {
  const id = await begin(email);
  await postCode(id);
  await post(id, { over13: 'yes', passwordHash: 'hash', terms: termsVersion }, 'without-mobile');
  await post(id, {}, 'letter');
  await post(id, { address: ['Ada Example', '1 High Street', 'Leeds', 'LS1 4AP'] });
  await eventually(async () => at.sent.some(({ to }) => to.startsWith('Ada Example')));
  return id;
};

const messagesTo = (email: string) => at.sent.filter(({ to }) => to === email);

describe('A registration', () => {
  // First: weeks that pass are weeks for every registration that was left open before.
  test('reminds after 1, 7 and 21 days, only at a proved address, and vanishes after 28', async () => {
    const proved = await begin('wait@example.org');
    await postCode(proved);
    const unproved = await begin('unproved@example.org');
    const [soon, late] = [await toLetter('post@example.org'), await toLetter('late@example.org')];
    const reminders = () => messagesTo('wait@example.org').length - 1;
    for (const [days, expected] of [
      [1, 1],
      [6, 2],
      [13, 2],
      [1, 3],
    ] as const) {
      await at.env.sleep(`${days} days`);
      await eventually(async () => reminders() === expected);
      // A code by post counts until its 21st day; that it is on its way is said once it should be there, and before it is over.
      if (days === 13) {
        await eventually(async () => messagesTo('post@example.org').length - 1 === 2);
        await postCode(soon);
        expect(await stateOf(soon)).toMatchObject({ step: 'done', outcome: 'registered' });
      }
    }
    await postCode(late);
    expect(await stateOf(late)).toMatchObject({ step: 'letter-code', errors: { code: 'code_expired' } });
    expect(await at.store.accounts.byEmail('late@example.org')).toBeNull();
    await at.env.sleep('7 days');
    await eventually(async () => (await at.store.registrations.state(proved)) === undefined);
    await eventually(async () => (await at.store.registrations.state(unproved)) === undefined);
    expect(reminders()).toBe(3);
    expect(messagesTo('unproved@example.org')).toHaveLength(1);
  }, 60_000);

  test('leads from an email address to an account in three forms', async () => {
    const id = await toMobileCode('ada@example.org');
    expect((await stateOf(id)).step).toBe('mobile-code');
    await postCode(id);
    const { step, accountId, outcome } = await stateOf(id);
    expect({ step, outcome }).toEqual({ step: 'done', outcome: 'registered' });
    expect((await at.store.accounts.byEmail('ada@example.org'))?._id).toBe(accountId);
    const history = await at.client.workflow.getHandle(registrationWorkflowId(id)).fetchHistory();
    const scheduled = history.events?.filter((event) => event.activityTaskScheduledEventAttributes).length;
    expect(scheduled).toBe(2);
  });

  test('answers a form posted twice with the first result and acts once', async () => {
    const id = await begin('twice@example.org');
    const { nonce } = await stateOf(id);
    const code = await codeOf(id);
    const [first, second] = await Promise.all([
      post(id, { code }, 'continue', nonce),
      post(id, { code }, 'continue', nonce),
    ]);
    expect(first).toEqual(second);
    expect(await post(id, { code }, 'continue', nonce)).toEqual(first);
    expect((await stateOf(id)).step).toBe('create-account');
  });

  test('takes a form of another step or another nonce for stale and changes nothing', async () => {
    const id = await begin('stale@example.org');
    const before = await stateOf(id);
    const handle = at.client.workflow.getHandle(registrationWorkflowId(id));
    const foreign = { nonce: randomId(), step: 'email-code', action: 'continue' };
    const early = { nonce: before.nonce, step: 'terms', action: 'continue' };
    expect(await handle.executeUpdate(submitRegistration, { args: [foreign] })).toMatchObject({ outcome: 'stale' });
    expect(await handle.executeUpdate(submitRegistration, { args: [early] })).toMatchObject({ outcome: 'stale' });
    expect(await stateOf(id)).toEqual(before);
  });

  test('allows five tries of a code and three further codes, each with tries of its own', async () => {
    const id = await begin('guess@example.org');
    for (let tries = 0; tries < 4; tries++) {
      await post(id, { code: 'wrong!' });
      expect((await stateOf(id)).errors).toEqual({ code: 'code_wrong' });
    }
    await post(id, { code: 'wrong!' });
    expect((await stateOf(id)).errors).toEqual({ code: 'code_no_tries' });
    await postCode(id);
    expect((await stateOf(id)).step).toBe('email-code');
    for (let resends = 0; resends < 3; resends++) await post(id, {}, 'resend');
    await post(id, {}, 'resend');
    expect((await stateOf(id)).errors).toEqual({ code: 'code_no_resends' });
    await eventually(async () => messagesTo('guess@example.org').length === 4);
    await postCode(id);
    expect((await stateOf(id)).step).toBe('create-account');
  });

  test('refuses a code after ten minutes', async () => {
    const id = await begin('slow@example.org');
    await at.env.sleep('10 minutes');
    await postCode(id);
    expect((await stateOf(id)).errors).toEqual({ code: 'code_expired' });
  });

  test('does the same for a known address, and tells only who can read its mail', async () => {
    const known = await begin('ada@example.org');
    const unknown = await begin('nobody@example.org');
    const shape = ({ step, errors, challenge }: RegistrationState) => ({ step, errors, tries: challenge?.triesLeft });
    expect(shape(await stateOf(known))).toEqual(shape(await stateOf(unknown)));
    await eventually(async () => messagesTo('nobody@example.org').length === 1);
    await postCode(known);
    expect((await stateOf(known)).step).toBe('already-registered');
  });

  test('gives a known person a new password, and then still asks for the second factor', async () => {
    const id = await begin('ada@example.org', 'reset');
    await postCode(id);
    expect((await stateOf(id)).step).toBe('new-password');
    await post(id, { passwordHash: 'new hash' });
    expect(await stateOf(id)).toMatchObject({ step: 'done', outcome: 'reset' });
    const account = await at.store.accounts.byEmail('ada@example.org');
    expect(account && at.store.accounts.passwordHash(account)).toBe('new hash');
  });

  test('adopts what an unfinished one had entered, after its password was given', async () => {
    const older = await toMobileCode('resume@example.org', '+447700900456');
    const newer = await begin('resume@example.org');
    expect((await stateOf(newer)).step).toBe('email-code');
    await postCode(newer);
    expect((await stateOf(newer)).step).toBe('resume-password');
    await post(newer, { right: false });
    expect(await stateOf(newer)).toMatchObject({ step: 'resume-password', errors: { password: 'password_wrong' } });
    await post(newer, { right: true });
    expect((await stateOf(newer)).step).toBe('mobile');
    await eventually(async () => (await at.store.registrations.state(older)) === undefined);
    await post(newer, { mobile: '+447700900457' });
    await postCode(newer);
    expect((await stateOf(newer)).step).toBe('done');
  });

  test('takes the journeys of the one it adopts with it, so that a reminder still leads to its owner', async () => {
    const now = new Date();
    const journey = { partnerId: 'p', wanted: 'P9', language: 'en', started: true, now } as const;
    const waiting = await at.store.journeys.open(journey);
    const older = await toMobileCode('reminded@example.org');
    await at.store.journeys.attachRegistration(waiting._id, older, now);
    const newer = await begin('reminded@example.org');
    await postCode(newer);
    await eventually(async () => (await at.store.registrations.state(older)) === undefined);
    expect((await at.store.journeys.byId(waiting._id))?.registrationId).toBe(newer);
  });

  test('starts over for somebody who forgot the password chosen then: nothing entered under it is kept', async () => {
    await toMobileCode('forgot@example.org', '+447700900456');
    const newer = await begin('forgot@example.org');
    await postCode(newer);
    expect((await stateOf(newer)).step).toBe('resume-password');
    await post(newer, {}, 'afresh');
    expect((await stateOf(newer)).step).toBe('create-account');
    expect(await at.store.registrations.entries(newer)).toEqual({ email: 'forgot@example.org' });
    await post(newer, { over13: 'yes', passwordHash: 'other', terms: termsVersion, mobile: '+447700900457' });
    expect((await stateOf(newer)).step).toBe('mobile-code');
  });

  test('goes no further for somebody under 13', async () => {
    const id = await begin('young@example.org');
    await postCode(id);
    await post(id, { over13: 'no' });
    expect((await stateOf(id)).step).toBe('too-young');
    expect(await at.store.registrations.entries(id)).toEqual({ email: 'young@example.org' });
  });

  test('shows that an address refuses mail', async () => {
    at.script.transport = async () => ({ outcome: 'bounced', failure: 'no_such_mailbox' });
    const id = await begin('bounce@example.org');
    await eventually(async () => (await stateOf(id)).errors.code === 'email_bounced');
    at.script.transport = async () => ({ outcome: 'sent' });
  });

  test('outlasts a store that fails for longer than a local activity is tried', async () => {
    const { registrations } = at.store;
    const { project } = registrations;
    const id = await begin('outlasting@example.org');
    let failures = 0;
    registrations.project = async (state) => {
      if (++failures <= 5) throw new Error('the store does not answer');
      return project(state);
    };
    try {
      await postCode(id);
    } finally {
      registrations.project = project;
    }
    expect(failures).toBe(6);
    expect((await stateOf(id)).step).toBe('create-account');
  }, 60_000);
});
