import type { Reason } from '../domain/reasons.js';
import { isDuplicateKey } from './collection.js';
import type { StoreTools } from './tools.js';

export type ReviewDecision = { outcome: 'pass' | 'decline'; reasons: Reason[]; checkerId: string; at: Date };

/** A case that waits for a person's judgement. */
export type Review = {
  _id: string;
  caseId: string;
  accountId: string;
  reasons: Reason[];
  queuedAt: Date;
  /** Whose desk it is on, until when. */
  lease?: { checkerId: string; until: Date };
  decision?: ReviewDecision;
  /** While the case's workflow has not yet been told of the decision. */
  undelivered?: true;
  /** Set once the case's workflow has accepted the decision. */
  deliveredAt?: Date;
  /** Set instead when it could not be: the case had ended, or had gone on without this review. */
  refusedAt?: Date;
  /** Withdrawn when the case ended otherwise (expired). */
  withdrawnAt?: Date;
};

export const leaseTime = 30 * 60_000;

/** Reviews: the casework queue. Decided ones stay for the audit. */
export function reviews({ db }: StoreTools) {
  const rows = db.collection<Review>('reviews');
  const open = { decision: { $exists: false }, withdrawnAt: { $exists: false } };

  /** Leases the oldest free case of those meant; a checker's own counts as free. The unique index says `busy`. */
  const lend = async (meant: { _id?: string }, checkerId: string, now: Date): Promise<Review | 'busy' | null> => {
    const until = new Date(now.getTime() + leaseTime);
    await rows.updateMany({ 'lease.checkerId': checkerId, 'lease.until': { $lte: now } }, { $unset: { lease: '' } });
    const free = [{ lease: { $exists: false } }, { 'lease.until': { $lte: now } }, { 'lease.checkerId': checkerId }];
    try {
      return await rows.findOneAndUpdate(
        { ...meant, ...open, $or: free },
        { $set: { lease: { checkerId, until } } },
        { sort: { queuedAt: 1 }, returnDocument: 'after' },
      );
    } catch (error) {
      if (isDuplicateKey(error)) return 'busy';
      throw error;
    }
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ queuedAt: 1 }, { partialFilterExpression: { decision: { $exists: false } } }).catch(() =>
        // A server without partial indexes on absence still finds the queue by time.
        rows.createIndex({ queuedAt: 1 }),
      );
      await rows.createIndex({ caseId: 1 });
      await rows.createIndex({ undelivered: 1 }, { sparse: true });
      await rows.createIndex({ 'decision.checkerId': 1, 'decision.at': -1 }, { sparse: true });
      // One open case for each checker: a second lease is a duplicate key.
      await rows.createIndex({ 'lease.checkerId': 1 }, { unique: true, sparse: true });
    },

    /** Queues a case for review. Repeating it with the same id changes nothing. */
    async open(review: Pick<Review, '_id' | 'caseId' | 'accountId' | 'reasons'> & { now: Date }): Promise<void> {
      const { now, ...row } = review;
      try {
        await rows.insertOne({ ...row, queuedAt: now });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** What waits, oldest first. */
    queue: (limit: number) => rows.find(open).sort({ queuedAt: 1 }).limit(limit).toArray(),

    waiting: () => rows.countDocuments(open),

    /** What a checker decided since then, newest first. */
    decidedBy: (checkerId: string, since: Date, limit: number) =>
      rows
        .find({ 'decision.checkerId': checkerId, 'decision.at': { $gte: since } })
        .sort({ 'decision.at': -1 })
        .limit(limit)
        .toArray(),

    /** Decided, but the case's workflow has not been told. */
    undelivered: (limit: number) => rows.find({ undelivered: true }).limit(limit).toArray(),

    /** The case on a checker's desk now. */
    heldBy: (checkerId: string, now: Date) =>
      rows.findOne({ ...open, 'lease.checkerId': checkerId, 'lease.until': { $gt: now } }),

    /**
     * Puts the oldest case that is on nobody's desk on this checker's; however many ask at once, each case goes to one.
     * @returns the case on the desk (an unfinished one first), or undefined when none waits.
     */
    async claimNext(checkerId: string, now: Date): Promise<Review | undefined> {
      while (true) {
        const unfinished = await this.heldBy(checkerId, now);
        const claimed = await lend(unfinished ? { _id: unfinished._id } : {}, checkerId, now);
        if (claimed !== 'busy') return claimed ?? undefined;
      }
    },

    /** @returns the review, or why not: `busy` (the checker has another open), `taken` (decided, or on another's desk). */
    claim: async (id: string, checkerId: string, now: Date): Promise<Review | 'busy' | 'taken'> =>
      (await lend({ _id: id }, checkerId, now)) ?? 'taken',

    async putBack(id: string, checkerId: string): Promise<void> {
      await rows.updateOne({ _id: id, ...open, 'lease.checkerId': checkerId }, { $unset: { lease: '' } });
    },

    /**
     * Decides, fenced by the lease: of any number of presses the first counts. The lease ends with it.
     * @returns the decision in force (this one, or the same checker's earlier one), or `not_yours`.
     */
    async decide(id: string, decision: ReviewDecision): Promise<ReviewDecision | 'not_yours'> {
      const row = await rows.findOneAndUpdate(
        { _id: id, ...open, 'lease.checkerId': decision.checkerId, 'lease.until': { $gt: decision.at } },
        { $set: { decision, undelivered: true }, $unset: { lease: '' } },
        { returnDocument: 'after' },
      );
      if (row?.decision) return row.decision;
      const decided = await rows.findOne({ _id: id, 'decision.checkerId': decision.checkerId });
      return decided?.decision ?? 'not_yours';
    },

    async markDelivered(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { deliveredAt: now }, $unset: { undelivered: '' } });
    },

    async markRefused(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { refusedAt: now }, $unset: { undelivered: '' } });
    },

    async withdraw(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id, ...open }, { $set: { withdrawnAt: now }, $unset: { lease: '' } });
    },
  };
}
