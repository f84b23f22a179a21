import type { Collection, Document, Filter, Sort } from 'mongodb';
import { day } from '../domain/clock.js';
import { messagesKept } from './messages/messages.js';
import type { StoreTools } from './tools.js';

/** What waits to be done by a process of Surety, by what does it. */
export const outboxes = [
  'messages',
  'notices',
  'verification-news',
  'webhook-deliveries',
  'sign-outs',
  'decisions',
  'revisions',
  'staff-changes',
  'incidents',
  'audit',
] as const;
export type Outbox = (typeof outboxes)[number];

/** How much waits, counted up to `most`; and for how many seconds the oldest has, as far as that can be seen. */
export type Backlog = { waiting: number; oldestSeconds: number };

export type Backlogs = {
  outboxes: Record<Outbox, Backlog>;
  reviews: Backlog & { late: number; held: number };
  incidents: number;
};

/** More is not counted: whoever is told of so much needs no more exact figure, and counting it would cost those who wait. */
const most = 10_000;

/** All that is read of a row. */
const moments = {
  ...{ at: 1, createdAt: 1, updatedAt: 1, erasedAt: 1, queuedAt: 1, openedAt: 1, overAt: 1, again: 1 },
  ...{ 'news.at': 1, 'decision.at': 1, 'revision.at': 1, 'staffChanges.at': 1 },
};

/** A message that nobody could send for so long has been given up. */
const sendingTried = 3 * day;

/**
 * How much waits in the store, and for how long: numbers for metrics, and nothing of whom they concern. Each question is answered by an
 * index that holds only what waits.
 */
export function backlogs({ db }: Pick<StoreTools, 'db'>) {
  /** @param since when a row began to wait */
  async function backlog<Row extends Document>(
    rows: Collection<Row>,
    waiting: Filter<Row>,
    since: (row: Row) => Date | undefined,
    now: Date,
    sort: Sort = {},
  ): Promise<Backlog> {
    const count = await rows.countDocuments(waiting, { limit: most });
    if (count === 0) return { waiting: 0, oldestSeconds: 0 };
    // Where the index has another order, the oldest of the first hundred stands for all: what hangs, hangs for all of them.
    const first = (await rows.find(waiting, { projection: moments }).sort(sort).limit(100).toArray()) as Row[];
    const ages = first.map((row) => (now.getTime() - (since(row)?.getTime() ?? now.getTime())) / 1_000);
    return { waiting: count, oldestSeconds: Math.max(0, ...ages) };
  }

  const of = (name: string) => db.collection<Document>(name);
  const putAt = ({ erasedAt }: Document) => new Date((erasedAt as Date).getTime() - messagesKept);

  return {
    async measure(now: Date): Promise<Backlogs> {
      const tried = new Date(now.getTime() - sendingTried + messagesKept);
      const untold = {
        status: 'put',
        erasedAt: { $gt: tried },
        $or: [{ expiresAt: { $exists: false } }, { expiresAt: { $gt: now } }],
      };
      const reviews = of('reviews');
      const asked = await Promise.all([
        backlog(of('messages'), untold, putAt, now, { erasedAt: 1 }),
        backlog(of('messages'), { unattended: true, status: 'put', claims: 0 }, (row) => row.updatedAt, now, {
          updatedAt: 1,
        }),
        backlog(of('journeys'), { newsDue: { $exists: true } }, (row) => row.news?.[0]?.at, now, { newsDue: 1 }),
        // Asked for again, it has waited since then, and not since it was made.
        backlog(
          of('webhook_deliveries'),
          { due: { $exists: true } },
          (row) => (row.again ? undefined : row.createdAt),
          now,
          { due: 1 },
        ),
        backlog(of('sign_outs'), { begunAt: { $exists: false } }, (row) => row.at, now, { at: 1 }),
        backlog(reviews, { undelivered: true }, (row) => row.decision?.at, now),
        backlog(reviews, { revising: true }, (row) => row.revision?.at, now),
        backlog(of('accounts'), { 'staffChanges.id': { $exists: true } }, (row) => row.staffChanges?.[0]?.at, now),
        backlog(of('incidents'), { 'toTell.0': { $exists: true } }, (row) => row.overAt ?? row.openedAt, now),
        backlog(of('audit'), { unsealed: true }, (row) => row.at, now),
      ] as const);
      const [open, late, held, live] = await Promise.all([
        backlog(reviews, { state: 'open' }, (row) => row.queuedAt, now, { dueAt: 1 }),
        reviews.countDocuments({ state: 'open', dueAt: { $lt: now } }, { limit: most }),
        reviews.countDocuments({ state: 'held' }, { limit: most }),
        of('incidents').countDocuments({ state: 'live' }, { limit: most }),
      ]);
      const named = outboxes.map((name, index) => [name, asked[index]]);
      return { outboxes: Object.fromEntries(named), reviews: { ...open, late, held }, incidents: live };
    },
  };
}
