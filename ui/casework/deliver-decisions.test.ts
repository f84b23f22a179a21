import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import type { Reason } from '../../domain/journey/reasons.js';
import { createLog } from '../../platform/log/log.js';
import { randomId } from '../../platform/random-id.js';
import { connectTemporal, type Temporal } from '../../platform/temporal/client.js';
import { attested } from '../../test/support/people/attested.js';
import { verificationDriver } from '../../test/support/workflows/verification-driver.js';
import {
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { type Delivery, deliverDecision, deliverDecisions, keepDeliveringDecisions } from './deliver-decisions.js';
import { carryOutRevisions } from './revise/carry-out.js';

let at: WorkflowEnvironment;
let down: Temporal;
let cases: ReturnType<typeof verificationDriver>;
const log = createLog({ level: 'silent', process: 'test' });
const delivery = (): Delivery => ({ store: at.store, temporal: at.client, log });

beforeAll(async () => {
  at = await startWorkflowEnvironment();
  cases = verificationDriver(at);
  down = connectTemporal({
    temporalAddress: '127.0.0.1:1',
    temporalNamespace: 'default',
    temporalTls: false,
    temporalApiKey: undefined,
    payloadKey: [new Uint8Array(randomBytes(32))],
  });
}, 60_000);
afterAll(async () => {
  await down?.close();
  await at?.close();
});

/** Claims and decides; the case has not been told. */
async function decide(reviewId: string, outcome: 'pass' | 'decline', reasons: Reason[]) {
  const checkerId = randomId();
  await at.store.reviews.claim(reviewId, { checkerId, senior: false }, new Date());
  const passed = outcome === 'pass' ? { attested } : {};
  await at.store.reviews.decide(reviewId, { outcome, reasons, ...passed, checkerId, at: new Date() });
  const review = await at.store.reviews.byId(reviewId);
  if (!review) throw new Error('no such review');
  return review;
}

const countOf = async (caseId: string, action: string) =>
  (await at.store.audit.ofCase(caseId, 100)).filter((entry) => entry.action === action).length;

test('A decision made while Temporal is down waits in the store, and reaches the case once when it is back', async () => {
  const { caseId, accountId, reviewId } = await cases.toReview();
  const review = await decide(reviewId, 'pass', ['review_passed']);
  expect(await deliverDecision({ ...delivery(), temporal: down.client }, review, 500)).toBe('waiting');
  expect((await at.store.reviews.byId(reviewId))?.undelivered).toBe(true);
  expect(await cases.levelOf(accountId)).toBe('P5');

  const rounds = await Promise.all([1, 2, 3, 4].map(() => deliverDecisions(delivery())));
  expect(rounds).toEqual([0, 0, 0, 0]);
  await cases.reaches(caseId, 'verified');
  expect(await cases.levelOf(accountId)).toBe('P9');
  const delivered = await at.store.reviews.byId(reviewId);
  expect(delivered?.deliveredAt).toBeInstanceOf(Date);
  expect(delivered?.undelivered).toBeUndefined();
  expect(await countOf(caseId, 'review.decided')).toBe(1);
  expect(await countOf(caseId, 'review.delivered')).toBe(1);
});

test('A decision whose process was killed before anything else is delivered and recorded by the next one', async () => {
  const { caseId, reviewId } = await cases.toReview();
  await decide(reviewId, 'decline', ['review_face_differs', 'review_document_expired']);
  const stop = keepDeliveringDecisions(delivery());
  const { reasons } = await cases.reaches(caseId, 'declined');
  await stop();
  expect(reasons).toEqual(['review_face_differs', 'review_document_expired']);
  expect(await countOf(caseId, 'review.decided')).toBe(1);
  expect(await at.store.reviews.undelivered(10)).toEqual([]);
});

test('A decision for a case that is gone is put aside, and not tried for ever', async () => {
  const ids = { caseId: randomId(), accountId: randomId() };
  const reviewId = randomId();
  await at.store.reviews.open({ _id: reviewId, ...ids, reasons: ['face_differs'], now: new Date() });
  expect(await deliverDecision(delivery(), await decide(reviewId, 'pass', ['review_passed']), 5_000)).toBe('refused');
  expect((await at.store.reviews.byId(reviewId))?.refusedAt).toBeInstanceOf(Date);
  expect(await at.store.reviews.undelivered(10)).toEqual([]);
  expect(await countOf(ids.caseId, 'review.refused')).toBe(1);
});

test('A pass taken back lowers the level, and tells partners and person once, though Temporal was down and several carry it out', async () => {
  const { caseId, accountId, reviewId } = await cases.toReview();
  const decided = await decide(reviewId, 'pass', ['review_passed']);
  expect(await deliverDecision(delivery(), decided, 5_000)).toBe('delivered');
  await cases.reaches(caseId, 'verified');
  for (const partner of ['surgery', 'pharmacy'])
    await at.store.consents.give(accountId, partner, ['openid'], new Date());

  const by = { checkerId: randomId(), reason: 'fraud_reported' } as const;
  const own = { ...by, checkerId: String(decided.decision?.checkerId) };
  expect(await at.store.revisions.begin(reviewId, own, new Date())).toBeUndefined();
  const begun = await Promise.all([1, 2].map(() => at.store.revisions.begin(reviewId, by, new Date())));
  expect(begun.filter(Boolean)).toHaveLength(1);

  const deps = { url: 'https://login.example', store: at.store, temporal: at.client, log };
  const refusing = { workflow: { start: () => Promise.reject(new Error('down')) } } as unknown as Client;
  expect(await carryOutRevisions({ ...deps, temporal: refusing })).toBe(1);
  expect(await cases.levelOf(accountId)).toBe('P5');
  expect(await Promise.all([carryOutRevisions(deps), carryOutRevisions(deps)])).toEqual([0, 0]);
  expect(await at.store.revisions.unfinished(10)).toEqual([]);

  const account = await at.store.accounts.byId(accountId);
  expect([account?.epoch, account?.proof, account?.proofs?.P9]).toEqual([1, undefined, undefined]);
  const events = at.store.tools.db.collection('webhook_events').find({ type: 'account.reverification_required' });
  expect(await events.toArray()).toMatchObject([1, 2].map(() => ({ account: { sub: accountId, level: 'P5' } })));
  expect(await at.store.messages.statusOf(`revised-${reviewId}-0-email`)).toBeDefined();
  expect([await countOf(caseId, 'review.revised'), await countOf(caseId, 'level.taken_back')]).toEqual([1, 1]);
  expect((await at.store.reviews.byId(reviewId))?.decision?.outcome).toBe('pass');
});
