import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/random-id.js';
import type { Account } from '../../store/accounts/accounts.js';
import { stopSecretName } from '../../store/accounts/closings.js';
import { contactChangeDriver } from '../../test/support/workflows/contact-change-driver.js';
import { liveDelegation } from '../../test/support/workflows/live-delegation.js';
import { verificationDriver } from '../../test/support/workflows/verification-driver.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { taskQueues } from '../task-queues.js';
import { closingBegun, closingStopped, closureWorkflow, closureWorkflowId } from './messages.js';

let at: WorkflowEnvironment;
let { account, accountOf } = {} as ReturnType<typeof contactChangeDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  ({ account, accountOf } = contactChangeDriver(at));
}, 60_000);
afterAll(() => at?.close());

const close = async (accountId: string) => {
  const closingId = randomId();
  const handle = await at.client.workflow.start(closureWorkflow, {
    workflowId: closureWorkflowId(closingId),
    taskQueue: taskQueues.journeys,
    args: [{ closingId, accountId }],
  });
  const begun = await handle.executeUpdate(closingBegun, { updateId: 'begun' });
  return { closingId, handle, begun };
};
const textsTo = (to: string) => at.sent.filter((one) => one.to === to).map(({ text }) => text);

/** Every collection that still names this text anywhere. */
const holding = async (text: string): Promise<string[]> => {
  const databases = [at.store.tools.db, at.store.tools.keysDb];
  const all = await Promise.all(
    databases.map((db) =>
      db
        .listCollections()
        .toArray()
        .then((found) => found.map(({ name }) => db.collection(name))),
    ),
  );
  const found = await Promise.all(
    all.flat().map(async (rows) => {
      const texts = (await rows.find().toArray()).map((row) => JSON.stringify(row));
      return texts.some((row) => row.includes(text)) ? [rows.collectionName] : [];
    }),
  );
  return found.flat().sort();
};

describe('Closing an account', () => {
  test('signs out at once, waits seven days, erases all and tells partners; the address is free then', async () => {
    const verification = verificationDriver(at);
    const { caseId, accountId } = await verification.open('P9');
    const whose = await accountOf(accountId);
    const { email } = at.store.accounts.contacts(whose);
    await at.store.consents.give(accountId, 'surgery', ['openid', 'email'], new Date());
    await at.store.userMetadata.put(accountId, 'surgery', 'a note', new Date());
    await at.store.faceTemplates.consent(accountId, new Date());
    await at.store.faceTemplates.keep(accountId, Float32Array.from([1]), 'v', new Date());
    await at.store.documentUses.note({ issuer: 'GBR', number: '925665416' }, accountId, new Date());
    await at.store.identities.claim('9990123144', accountId, new Date());
    const asked = { partnerId: 'surgery', wanted: 'P9', language: 'en', reference: 'Mx 77', accountId } as const;
    const journey = await at.store.journeys.open({ ...asked, now: new Date(), started: true });

    const acting = await account();
    await liveDelegation(at.store, { actorId: acting._id, subjectId: accountId });

    const { handle, begun, closingId } = await close(accountId);
    expect(begun).toBe(true);
    expect(await accountOf(accountId)).toMatchObject({ blocked: false, epoch: whose.epoch + 1 });
    expect((await at.store.journeys.byId(journey._id))?.standing).toMatchObject({ state: 'cancelled', open: false });
    await verification.reaches(caseId, 'expired');
    await eventually(async () => textsTo(email).some((text) => text.includes(`/account/stay-open/${closingId}.`)));
    expect((await close(accountId)).begun).toBe(false);

    await at.env.sleep('8 days');
    expect(await handle.result()).toBe('closed');
    expect(await accountOf(accountId)).toBeNull();
    expect(await holding(accountId)).toEqual(
      ['audit', 'journeys', 'webhook_events'].filter((name) => name !== 'journeys'),
    );
    expect(await at.store.journeys.byId(journey._id)).toMatchObject({
      standing: { state: 'cancelled' },
      redactedAt: expect.any(Date),
    });
    expect(await holding(whose.emailKey)).toEqual([]);
    const { email: theirs } = at.store.accounts.contacts(acting);
    expect(textsTo(theirs)).toEqual([expect.stringContaining('This has ended')]);
    expect(await at.store.delegations.ofActor(acting._id)).toEqual([]);
    const told = await at.store.tools.db.collection('webhook_events').find({ type: 'account.closed' }).toArray();
    expect(told).toMatchObject([{ partnerId: 'surgery', account: { sub: accountId } }]);
    expect(textsTo(email).at(-1)).toContain('is closed');
    const anew = { id: randomId(), registrationId: randomId(), email, mobile: '+447700900123', passwordHash: 'h' };
    const terms = { termsVersion: '1', language: 'en' as const, now: new Date() };
    expect(await at.store.accounts.create({ ...anew, ...terms })).toEqual({ id: anew.id });
  });

  test('erases at once where that had begun before its workflow was lost', async () => {
    const { _id: accountId } = await account();
    const closingId = randomId();
    await at.store.closings.begin(accountId, closingId, new Date());
    await at.store.closings.beginErasing(closingId);
    const workflowId = closureWorkflowId(closingId);
    const args = [{ closingId, accountId }];
    const handle = await at.client.workflow.start(closureWorkflow, {
      workflowId,
      taskQueue: taskQueues.journeys,
      args,
    });
    await eventually(async () => (await at.store.accounts.byId(accountId)) === null);
    expect(await handle.result()).toBe('closed');
  });

  test('is stopped by the link, by signing in, or by nobody when the account was blocked meanwhile', async () => {
    const [one, other, blocked] = [await account(), await account(), await account()];
    const first = await close(one._id);
    const secret = at.store.tools.lookup.lookup('token', stopSecretName(first.closingId));
    expect(await at.store.closings.byStopSecret(first.closingId, `${secret}x`)).toBeNull();
    expect(await at.store.closings.byStopSecret(first.closingId, secret)).toMatchObject({ _id: one._id });
    await at.store.closings.stop(first.closingId);
    await first.handle.executeUpdate(closingStopped, { updateId: 'stopped' });
    expect(await first.handle.result()).toBe('stopped');
    // Temporal was down when they signed in: the workflow finds it out.
    const second = await close(other._id);
    await at.store.closings.stop(second.closingId);
    const third = await close(blocked._id);
    await at.store.tools.db
      .collection<Account>('accounts')
      .updateOne({ _id: blocked._id }, { $set: { blocked: true } });
    await at.env.sleep('8 days');
    expect([await second.handle.result(), await third.handle.result()]).toEqual(['stopped', 'stopped']);
    for (const { _id } of [one, other, blocked]) expect(await accountOf(_id)).not.toBeNull();
    expect((await accountOf(blocked._id)).closing).toBeUndefined();
    expect(textsTo(at.store.accounts.contacts(other).email).at(-1)).toContain('nothing is erased');
  });
});
