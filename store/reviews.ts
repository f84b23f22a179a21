import type { Attestation } from '../domain/gpg45/attestation.js';
import type { Reason } from '../domain/reasons.js';
import type { Signal } from '../domain/signals.js';
import { isDuplicateKey } from './collection.js';
import type { StoreTools } from './tools.js';

export type ReviewDecision = {
  outcome: 'pass' | 'decline';
  reasons: Reason[];
  /** What a pass rests on. */
  attested?: Attestation;
  checkerId: string;
  at: Date;
};

/** Who asks for a case: a senior may have one that two checkers disagree on. */
export type Checker = { checkerId: string; senior: boolean };

/** A case that waits for a person's judgement. */
export type Review = {
  _id: string;
  caseId: string;
  accountId: string;
  reasons: Reason[];
  /** Signs of fraud, for checkers only. */
  signals?: Signal[];
  /** How many different checkers must agree: one where absent. */
  checkers?: 1 | 2;
  queuedAt: Date;
  /** Whose desk it is on, until when. */
  lease?: { checkerId: string; until: Date };
  /** Of two checkers: what the first decided, of which the second is told nothing; and the second, where they disagree. */
  first?: ReviewDecision;
  second?: ReviewDecision;
  /** Who has decided already and cannot have it again. */
  decidedBy?: string[];
  firstBySenior?: true;
  /** Two checkers disagree, and a senior must decide. */
  disputed?: true;
  /** The decision in force. */
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

  /** A second checker is another person than the first, a third another than both. */
  const mayHave = (checkerId: string, senior: boolean) => ({
    decidedBy: { $ne: checkerId },
    ...(senior ? {} : { disputed: { $exists: false } }),
  });

  /** Leases the oldest free case of those meant; a checker's own counts as free. The unique index says `busy`. */
  const lend = async (meant: { _id?: string }, checker: Checker, now: Date): Promise<Review | 'busy' | null> => {
    const { checkerId, senior } = checker;
    const until = new Date(now.getTime() + leaseTime);
    await rows.updateMany({ 'lease.checkerId': checkerId, 'lease.until': { $lte: now } }, { $unset: { lease: '' } });
    const free = [{ lease: { $exists: false } }, { 'lease.until': { $lte: now } }, { 'lease.checkerId': checkerId }];
    try {
      return await rows.findOneAndUpdate(
        { ...meant, ...open, ...mayHave(checkerId, senior), $or: free },
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
      for (const part of ['decision', 'first', 'second']) {
        await rows.createIndex({ [`${part}.checkerId`]: 1, [`${part}.at`]: -1 }, { sparse: true });
      }
      // One open case for each checker: a second lease is a duplicate key.
      await rows.createIndex({ 'lease.checkerId': 1 }, { unique: true, sparse: true });
    },

    /** Queues a case for review. Repeating it with the same id changes nothing. */
    async open(
      review: Pick<Review, '_id' | 'caseId' | 'accountId' | 'reasons' | 'signals' | 'checkers'> & { now: Date },
    ): Promise<void> {
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

    /** What a checker decided since then, alone or as one of two, newest first. */
    async decidedBy(checkerId: string, since: Date, limit: number): Promise<{ review: Review; own: ReviewDecision }[]> {
      const own = ['decision', 'first', 'second'].map((part) => ({
        [`${part}.checkerId`]: checkerId,
        [`${part}.at`]: { $gte: since },
      }));
      const found = await rows.find({ $or: own }).sort({ queuedAt: -1 }).limit(limit).toArray();
      const decided = found.flatMap((review) => {
        const mine = ownDecision(review, checkerId);
        return mine ? [{ review, own: mine }] : [];
      });
      return decided.sort((a, b) => b.own.at.getTime() - a.own.at.getTime());
    },

    /** Decided, but the case's workflow has not been told. */
    undelivered: (limit: number) => rows.find({ undelivered: true }).limit(limit).toArray(),

    /** The case on a checker's desk now. */
    heldBy: (checkerId: string, now: Date) =>
      rows.findOne({ ...open, 'lease.checkerId': checkerId, 'lease.until': { $gt: now } }),

    /**
     * Puts the oldest case that is on nobody's desk on this checker's; however many ask at once, each case goes to one.
     * @returns the case on the desk (an unfinished one first), or undefined when none waits.
     */
    async claimNext(checker: Checker, now: Date): Promise<Review | undefined> {
      while (true) {
        const unfinished = await this.heldBy(checker.checkerId, now);
        const claimed = await lend(unfinished ? { _id: unfinished._id } : {}, checker, now);
        if (claimed !== 'busy') return claimed ?? undefined;
      }
    },

    /** @returns the review, or why not: `busy` (the checker has another open), `taken` (decided, on another's desk, or another's to decide). */
    claim: async (id: string, checker: Checker, now: Date): Promise<Review | 'busy' | 'taken'> =>
      (await lend({ _id: id }, checker, now)) ?? 'taken',

    async putBack(id: string, checkerId: string): Promise<void> {
      await rows.updateOne({ _id: id, ...open, 'lease.checkerId': checkerId }, { $unset: { lease: '' } });
    },

    /** From now on two different checkers must agree on a case that waits. */
    async askForTwo(id: string): Promise<void> {
      await rows.updateOne({ _id: id, ...open }, { $set: { checkers: 2 } });
    },

    /**
     * Decides, fenced by the lease: of any number of presses the first counts. The lease ends with it. Where two checkers must agree, the
     * first decision waits for the second; where they disagree, a senior who is neither of them decides (any third checker, where one of
     * them is a senior).
     * @returns this checker's decision (the first one they made), or `not_yours`.
     */
    async decide(id: string, by: ReviewDecision, senior = false): Promise<ReviewDecision | 'not_yours'> {
      const held = { _id: id, ...open, 'lease.checkerId': by.checkerId, 'lease.until': { $gt: by.at } };
      const review = await rows.findOne(held);
      const decided =
        review &&
        (await rows.findOneAndUpdate(
          held,
          {
            $set: stepOf(review, by, senior),
            $addToSet: { decidedBy: by.checkerId },
            $unset: { lease: '' },
          },
          { returnDocument: 'after' },
        ));
      const row = decided ?? (await rows.findOne({ _id: id, decidedBy: by.checkerId }));
      return (row && ownDecision(row, by.checkerId)) ?? 'not_yours';
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

/** What one decision makes of a review: the decision in force, or a step towards it. */
function stepOf(review: Review, by: ReviewDecision, senior: boolean): Partial<Review> {
  const { checkers, first, second } = review;
  const inForce = { decision: by, undelivered: true } as const;
  if (checkers !== 2 || second) return inForce;
  if (!first) return { first: by, ...(senior ? { firstBySenior: true } : {}) };
  if (first.outcome !== by.outcome) {
    const hadSenior = senior || review.firstBySenior === true;
    return { second: by, ...(hadSenior ? {} : { disputed: true }) };
  }
  return { ...inForce, decision: { ...by, reasons: [...new Set([...first.reasons, ...by.reasons])] } };
}

/** What this checker decided of a review, in force or not. */
export function ownDecision(review: Review, checkerId: string): ReviewDecision | undefined {
  return [review.decision, review.second, review.first].find((one) => one?.checkerId === checkerId);
}
