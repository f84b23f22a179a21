import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomId } from '../platform/random-id.js';
import { openTestStore } from '../test/support/store/open-test-store.js';
import { outboxes } from './backlogs.js';
import type { Store } from './database.js';
import type { MessageRow } from './messages/message.js';
import { messagesKept } from './messages/messages.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop());

const now = new Date('2026-11-23T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

/** What makes each outbox wait, as it lies in the store, since 90 seconds. */
const left: Record<(typeof outboxes)[number], [collection: string, row: object]> = {
  messages: ['messages', { status: 'put', claims: 3, erasedAt: new Date(ago(90).getTime() + messagesKept) }],
  notices: [
    'messages',
    {
      status: 'put',
      unattended: true,
      claims: 0,
      updatedAt: ago(90),
      erasedAt: new Date(ago(90).getTime() + messagesKept),
    },
  ],
  'verification-news': ['journeys', { newsDue: ago(-10), news: [{ at: ago(90) }] }],
  'webhook-deliveries': ['webhook_deliveries', { due: ago(-10), createdAt: ago(90) }],
  'sign-outs': ['sign_outs', { at: ago(90) }],
  decisions: ['reviews', { state: 'over', undelivered: true, decision: { at: ago(90) } }],
  revisions: ['reviews', { state: 'over', revising: true, revision: { at: ago(90) } }],
  'staff-changes': ['accounts', { staffChanges: [{ id: 'c', at: ago(90) }] }],
  incidents: ['incidents', { state: 'over', toTell: ['opened'], openedAt: ago(90) }],
  audit: ['audit', { unsealed: true, at: ago(90) }],
};

test('an empty store has nothing that waits', async () => {
  const { outboxes: all, reviews, incidents } = await store.backlogs.measure(now);
  for (const name of outboxes) expect([name, all[name]]).toEqual([name, { waiting: 0, oldestSeconds: 0 }]);
  expect([reviews, incidents]).toEqual([{ waiting: 0, oldestSeconds: 0, late: 0, held: 0 }, 0]);
});

test.each(outboxes)('what waits as %s is counted, with its age', async (name) => {
  const [collection, row] = left[name];
  const rows = store.tools.db.collection<{ _id: string }>(collection);
  const _id = randomId();
  await rows.insertOne({ _id, ...row });
  const { outboxes: all } = await store.backlogs.measure(now);
  expect(all[name]).toEqual({ waiting: 1, oldestSeconds: 90 });
  await rows.deleteOne({ _id });
});

test('messages that were given up, or that nobody wants any more, wait no longer', async () => {
  const rows =
    store.tools.db.collection<Pick<MessageRow, '_id' | 'status' | 'claims' | 'erasedAt' | 'expiresAt'>>('messages');
  const put = { status: 'put', claims: 9 } as const;
  const young = new Date(ago(90).getTime() + messagesKept);
  await rows.insertMany([
    { _id: randomId(), ...put, erasedAt: new Date(ago(4 * 86_400).getTime() + messagesKept) },
    { _id: randomId(), ...put, erasedAt: young, expiresAt: ago(1) },
    { _id: randomId(), ...put, status: 'sent', erasedAt: young },
  ]);
  expect((await store.backlogs.measure(now)).outboxes.messages.waiting).toBe(0);
});

test('the queue of caseworkers tells how many wait, how many are late, and since when the first due does', async () => {
  const review = { caseId: 'c', accountId: 'a', reasons: [] };
  await store.reviews.open({ ...review, _id: randomId(), now: ago(3_600), within: 24 });
  await store.reviews.open({ ...review, _id: randomId(), now: ago(7_200), within: 1 });
  const { reviews } = await store.backlogs.measure(now);
  expect(reviews).toEqual({ waiting: 2, oldestSeconds: 7_200, late: 1, held: 0 });
});
