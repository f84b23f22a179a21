import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '../domain/clock.js';
import { randomId } from '../platform/random-id.js';
import { loadConfig } from '../platform/settings/config.js';
import { commandFor } from '../test/support/product/command-for.js';
import { dump, restore } from '../test/support/store/dump.js';
import { openTestStore } from '../test/support/store/open-test-store.js';
import { liveDelegation } from '../test/support/workflows/live-delegation.js';
import { verificationDriver } from '../test/support/workflows/verification-driver.js';
import {
  eventually,
  localServer,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../test/support/workflows/workflow-environment.js';
import { closeAccount } from '../ui/workflows/closure.js';
import { closureWorkflowId } from '../workflows/closure/messages.js';
import { contactChangeWorkflowId } from '../workflows/contact-change/messages.js';
import { delegationWorkflow, delegationWorkflowId } from '../workflows/delegation/messages.js';
import { linkageWorkflowId } from '../workflows/linkage/messages.js';
import { recoveryWorkflowId } from '../workflows/recovery/messages.js';
import { registrationWorkflowId } from '../workflows/registration/messages.js';
import { taskQueues } from '../workflows/task-queues.js';
import { decideReview, verificationWorkflowId } from '../workflows/verification/messages.js';
import { webhookDeliveryWorkflowId } from '../workflows/webhook-delivery/messages.js';
import { compare } from './redrive/compare.js';
import { cases as verifications } from './redrive/verifications.js';

let at: WorkflowEnvironment;
let run: ReturnType<typeof commandFor>;
let driver: ReturnType<typeof verificationDriver>;
const folder = mkdtempSync(join(tmpdir(), 'surety-restore-'));
const temporalAt = (file: string) => () => localServer(['--db-filename', join(folder, file)]);
/** Somebody at the first of two moments, and the end of the audit then. */
let early: { caseId: string; accountId: string };
let head: string;

/** A first place, with somebody in the middle of a journey; its backup; and another place, to which that is brought back. */
beforeAll(async () => {
  const keys = { sealing: randomBytes(32), lookup: randomBytes(32) };
  const first = await startWorkflowEnvironment(temporalAt('first.db'), () => openTestStore(keys));
  early = await verificationDriver(first).toDocument();
  const piece = {
    id: 'kept',
    slot: 'document',
    attempt: 9,
    mediaType: 'text/plain',
    bytes: Buffer.from('kept'),
  } as const;
  await first.store.evidence.putAll(early.caseId, [piece], new Date());
  while (await first.store.auditSealing.sealSome(new Date())) {}
  const { number, hash } = await first.store.auditSealing.head();
  head = `${number}:${hash}`;
  const backup = await dump(first.store.tools);
  await first.close();

  copyFileSync(join(folder, 'first.db'), join(folder, 'second.db'));
  at = await startWorkflowEnvironment(temporalAt('second.db'), async () => {
    const opened = await openTestStore(keys);
    await restore(opened.store.tools, backup);
    return opened;
  });
  run = commandFor(at);
  driver = verificationDriver(at);
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

type Said = { workflowId: string; what: string; done: boolean; remedy?: string };
const order = ['--yes', '--by', 'ada', '--reason', 'restored from the backup of Sunday'];
const redrive = async (...argv: string[]): Promise<{ exit: number; stuck: Said[] }> => {
  const { exit, out } = await run('redrive', '--json', ...argv);
  return { exit, stuck: (JSON.parse(out) as { stuck: Said[] }).stuck };
};
/** As a Temporal that was restored to a moment before. */
const forget = async (workflowId: string) => {
  const { namespace } = at.client.options;
  await at.client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } });
  await eventually(async () =>
    at.client.workflow
      .getHandle(workflowId)
      .describe()
      .then(() => false)
      .catch(() => true),
  );
};
/** Document and face, as machines pass them. */
const toEnd = async (caseId: string, end: string) => {
  await driver.post(caseId, { evidenceIds: ['e'], captured: 'camera' });
  await driver.reaches(caseId, 'face-consent');
  await driver.post(caseId, { agreed: true });
  await driver.reaches(caseId, 'face');
  await driver.post(caseId, { evidenceIds: ['f'], captured: 'camera' });
  await driver.reaches(caseId, end);
};
const declined = (reviewId: string) =>
  ({ reviewId, outcome: 'decline', reasons: ['review_document_not_accepted'] }) as never;

/** One of every other kind, as if Temporal had been restored to before it; and a delegation that the store does not know. */
async function lostOthers() {
  const { store, client } = at;
  const now = new Date();
  const { accountId } = await driver.open('P0');
  const ids = { recoveryId: randomId(), changeId: randomId(), orphanId: randomId() };
  const proved = { step: 'proving', proof: 'contact', accountId, accountEpoch: 0 } as const;
  await store.recoveries.open({ ...proved, _id: ids.recoveryId }, now);
  const change = { accountId, kind: 'mobile', sessionUid: 's', accountEpoch: 0, to: '+447700900123' } as const;
  await store.contactChanges.open(ids.changeId, change, randomId(), now);
  const delegationId = await liveDelegation(store, { actorId: accountId, subjectId: 's' });
  const linkage = await store.linkages.open(accountId, 'surgery', now, now);
  await store.linkages.project({ ...linkage, epoch: 0, version: 1 });
  const event = { _id: randomId(), partnerId: 'surgery', type: 'account.closed', createdAt: now } as const;
  await store.webhookDeliveries.put([event], 'hook');
  const delivery = await store.webhookDeliveries.takeDue(new Date());
  if (delivery) await store.webhookDeliveries.begun(delivery);
  const begun = { id: ids.orphanId, actorId: accountId, basis: 'consent', step: 'live', partners: [], kinds: [] };
  const live = { ...begun, months: 12, endsAt: Date.now() + 300 * day, reviewAt: Date.now() + 200 * day };
  await client.workflow.start(delegationWorkflow, {
    ...{ workflowId: delegationWorkflowId(ids.orphanId), taskQueue: taskQueues.journeys },
    args: [{ begun: live, nonce: randomId() }],
  });
  return { ...ids, accountId, delegationId, linkageId: linkage.id, deliveryId: delivery?._id ?? '' };
}

async function goOn({ store }: WorkflowEnvironment, lost: Awaited<ReturnType<typeof lostOthers>>) {
  await eventually(async () => (await store.recoveries.byId(lost.recoveryId))?.step === 'cooling');
  await eventually(async () => (await store.contactChanges.state(lost.changeId))?.challenge);
  await eventually(async () => (await store.delegations.byId(lost.delegationId))?.version === 1);
  const { id } = await store.linkages.open(lost.accountId, 'surgery', new Date(), new Date());
  expect(id).not.toBe(lost.linkageId);
  expect(await store.webhookDeliveries.byId(lost.deliveryId)).toMatchObject({
    state: 'waiting',
    due: expect.any(Date),
  });
}
const cases = () => at.store.tools.db.collection<{ _id: string; live?: boolean }>('cases');

describe('A place that was restored from a backup', () => {
  test('is migrated, its audit is whole, what was sealed opens, and a journey goes on where it was', async () => {
    const indexes = async () => (await cases().indexes()).map(({ name }) => name);
    expect(await indexes()).toEqual(['_id_']);
    expect(await run('migrate')).toMatchObject({ exit: 0 });
    expect(await indexes()).toContain('accountId_1_aside_1');
    expect(await run('verify-audit', '--head', head)).toMatchObject({ exit: 0, out: expect.stringContaining(head) });
    expect(await redrive()).toEqual({ exit: 0, stuck: [] });
    const kept = await at.store.evidence.get(early.caseId, 'kept');
    expect(Buffer.from(kept?.bytes ?? []).toString()).toBe('kept');
    await driver.post(early.caseId, { evidenceIds: ['e'], captured: 'camera' });
    await driver.reaches(early.caseId, 'face-consent');
  });
});

describe('What is stuck', () => {
  test('is found, left alone without --yes, and goes on with it', async () => {
    const unknown = `unknown-${randomId()}`;
    await at.client.workflow.start('no-such-workflow', {
      workflowId: unknown,
      taskQueue: taskQueues.journeys,
      args: [],
    });
    const { caseId: well } = await driver.toDocument();
    const lost = await driver.toFaceConsent();
    const inReview = await driver.toReview();
    const over = await driver.toReview();
    await driver.handleOf(over.caseId).executeUpdate(decideReview, { args: [declined(over.reviewId)] });
    for (const { caseId } of [lost, inReview, over]) await forget(verificationWorkflowId(caseId));
    const { caseId: setBack } = await driver.toDocument();
    const earlier = await cases().findOne({ _id: setBack });
    await driver.postPhoto(setBack, 1);
    await cases().replaceOne({ _id: setBack }, earlier as never);
    const { caseId: orphan } = await driver.toDocument();
    await cases().deleteOne({ _id: orphan });
    const registrationId = randomId();
    await at.store.registrations.open(registrationId, 'j', 'new@example.org', randomId(), new Date());
    const [{ accountId }, closingId] = [await driver.open('P0'), randomId()];
    await at.store.closings.begin(accountId, closingId, new Date());
    // Erased, and back with the store's backup: Temporal knows the end of its closing.
    const [back, endedId] = [await driver.open('P0'), randomId()];
    await closeAccount(at.client, { closingId: endedId, accountId: back.accountId });
    await driver.reaches(back.caseId, 'expired');
    await at.client.workflow.getHandle(closureWorkflowId(endedId)).terminate();
    // Its account was changed after it was begun: a level that it proves is refused.
    const moved = await driver.toFaceConsent();
    await forget(verificationWorkflowId(moved.caseId));
    const accounts = at.store.tools.db.collection<{ _id: string }>('accounts');
    await accounts.updateOne({ _id: moved.accountId }, { $inc: { epoch: 1 } });
    const others = await lostOthers();
    const seen = {
      verdict: 'refer',
      reasons: ['document_low_confidence'],
      signals: [{ code: 'document_of_screen', strength: 'strong' }],
    };
    await at.store.evidence.putFact(setBack, 'document-reading', 9, seen, new Date());
    await eventually(async () => {
      const { raw } = await at.client.workflow.getHandle(unknown).describe();
      return Number(raw.pendingWorkflowTask?.attempt) > 2;
    });

    const before = await driver.stateOf(lost.caseId);
    const planned = await redrive();
    const whatOf = ({ stuck }: typeof planned) =>
      Object.fromEntries(stuck.map(({ workflowId, what }) => [workflowId, what]));
    const expected = {
      [verificationWorkflowId(lost.caseId)]: 'missing',
      [verificationWorkflowId(inReview.caseId)]: 'missing',
      [verificationWorkflowId(over.caseId)]: 'missing',
      [verificationWorkflowId(setBack)]: 'apart',
      [verificationWorkflowId(orphan)]: 'orphan',
      [registrationWorkflowId(registrationId)]: 'missing',
      [closureWorkflowId(closingId)]: 'missing',
      [closureWorkflowId(endedId)]: 'missing',
      [verificationWorkflowId(moved.caseId)]: 'missing',
      [recoveryWorkflowId(others.recoveryId)]: 'missing',
      [contactChangeWorkflowId(others.changeId)]: 'missing',
      [delegationWorkflowId(others.delegationId)]: 'missing',
      [linkageWorkflowId(others.linkageId)]: 'missing',
      [webhookDeliveryWorkflowId(others)]: 'missing',
      [delegationWorkflowId(others.orphanId)]: 'orphan',
      [unknown]: 'failing',
    };
    expect([planned.exit, whatOf(planned), planned.stuck.some(({ done }) => done)]).toEqual([1, expected, false]);
    expect(await driver.stateOf(lost.caseId)).toEqual(before);
    expect(await run('redrive', verificationWorkflowId(well), ...order)).toMatchObject({ exit: 2 });

    const done = await redrive(...order);
    expect([done.exit, whatOf(done)]).toEqual([1, expected]);
    expect(done.stuck.filter((one) => !one.done)).toMatchObject([{ workflowId: unknown }]);
    // One whose code fails is left to the right version of the worker, unless it is asked for.
    expect(await redrive('--failing', ...order)).toMatchObject({
      exit: 0,
      stuck: [{ workflowId: unknown, done: true }],
    });
    await at.client.workflow.getHandle(unknown).terminate();
    const noted = await at.store.tools.db.collection('audit').find({ action: 'workflow.redriven' }).toArray();
    expect(noted.map(({ details }) => details.workflow).sort()).toEqual(Object.keys(expected).sort());

    const closing = await at.client.workflow.getHandle(closureWorkflowId(endedId)).describe();
    expect(closing.status.name).toBe('RUNNING');

    // Its level stays; the pictures are taken once more, and counted as further ones.
    const { caseId } = lost;
    expect(await driver.stateOf(caseId)).toMatchObject({ step: 'document', reached: 'P5', attempts: before.attempts });
    await toEnd(caseId, 'verified');
    expect(await driver.levelOf(lost.accountId)).toBe('P9');
    await toEnd(moved.caseId, 'declined');
    expect(await driver.levelOf(moved.accountId)).toBe('P5');

    // The review is the same one, and what checkers decide counts.
    const { reviewId } = inReview;
    expect(await driver.stateOf(inReview.caseId)).toMatchObject({ step: 'in-review', reviewId });
    await driver.handleOf(inReview.caseId).executeUpdate(decideReview, { args: [declined(reviewId)] });
    expect(await driver.stateOf(inReview.caseId)).toMatchObject({ step: 'declined', live: false });
    expect(await driver.stateOf(over.caseId)).toMatchObject({ step: 'declined', live: false });

    // What the run before still writes counts no more.
    const late = { ...(await driver.stateOf(setBack)), epoch: 0, version: 99, step: 'face' as const };
    expect(await at.store.cases.project(late)).toBe(false);
    // What was seen before is not forgotten: machines would have passed it now.
    await toEnd(setBack, 'in-review');
    const review = await at.store.reviews.byId((await driver.stateOf(setBack)).reviewId ?? '');
    expect(review).toMatchObject({ reasons: [...seen.reasons, 'further_checks'], signals: seen.signals, checkers: 2 });
    await goOn(at, others);
    await eventually(async () => at.sent.some(({ to, text }) => to === 'new@example.org' && /\d{6}/.test(text)));
  });

  test('is left alone where it has moved on since it was looked at', async () => {
    const { caseId } = await driver.toDocument();
    await forget(verificationWorkflowId(caseId));
    const config = loadConfig(at.settings, 'checks');
    const looked = await compare(
      { config, store: at.store, temporal: { client: at.client, close: async () => {} } },
      verifications,
      caseId,
    );
    expect(looked).toMatchObject({ what: 'missing' });
    const state = await driver.stateOf(caseId);
    await at.store.cases.project({ ...state, version: state.version + 1, step: 'in-review' });
    expect(await looked?.remedy?.apply()).toBe(false);
    expect(await driver.stateOf(caseId)).toMatchObject({ step: 'in-review', version: state.version + 1 });
  });
});
