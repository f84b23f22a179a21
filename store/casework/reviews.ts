import type { Filter } from 'mongodb';
import { caseNeeds } from '../../domain/casework/case-needs.js';
import { dueAfter } from '../../domain/casework/service-level.js';
import { minute } from '../../domain/clock.js';
import { insertNew, isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';
import { type Checker, ownDecision, type Review, type ReviewDecision, stepOf } from './review.js';

export const leaseTime = 30 * minute;

/** So many cases are looked at for the first that nobody else takes at the same moment. */
const lookAhead = 64;

/** Reviews: the casework queue. Decided ones stay for the audit. */
export function reviews({ db }: StoreTools) {
  const rows = db.collection<Review>('reviews');
  const waits = { state: { $ne: 'over' as const } };

  /** A second checker is another person than the first, a third another than both; none of them knows the person, or lacks a skill. */
  const mayHave = ({ checkerId, senior, skills }: Checker): Filter<Review> => {
    const lacking = skills ? caseNeeds.filter((need) => !skills.includes(need)) : [];
    return {
      decidedBy: { $ne: checkerId },
      barred: { $ne: checkerId },
      ...(lacking.length > 0 ? { needs: { $nin: lacking } } : {}),
      ...(senior ? {} : { disputed: { $exists: false } }),
    };
  };

  /** On nobody's desk: no lease, or one that is over. */
  const isFree = (now: Date): Filter<Review> => ({ 'lease.until': { $not: { $gt: now } } });

  /** A lease of theirs that is over would stand in the way of the next. */
  const forgetOver = (checkerId: string, now: Date) =>
    rows.updateMany({ 'lease.checkerId': checkerId, 'lease.until': { $lte: now } }, { $unset: { lease: '' } });

  /** Leases the case meant where this checker may have it. The unique index says `busy`. */
  const lend = async (meant: Filter<Review>, checker: Checker, now: Date): Promise<Review | 'busy' | null> => {
    const { checkerId } = checker;
    const until = new Date(now.getTime() + leaseTime);
    try {
      return await rows.findOneAndUpdate(
        { ...meant, ...mayHave(checker) },
        { $set: { lease: { checkerId, until }, ...(meant.state === 'held' ? { 'hold.with': checkerId } : {}) } },
        { returnDocument: 'after' },
      );
    } catch (error) {
      if (isDuplicateKey(error)) return 'busy';
      throw error;
    }
  };

  /** Who knows the person, or decided about them before; and how long this case has waited for caseworkers before, in milliseconds. */
  const past = async ({ accountId, caseId }: Pick<Review, 'accountId' | 'caseId'>) => {
    const earlier = await rows.find({ accountId }).toArray();
    const ofCase = earlier.filter((review) => review.caseId === caseId);
    const waited = ofCase.map(({ queuedAt, decision }) => (decision ? decision.at.getTime() - queuedAt.getTime() : 0));
    return {
      barred: [...new Set(earlier.flatMap(({ barred = [], decidedBy = [] }) => [...barred, ...decidedBy]))],
      waitedBefore: waited.reduce((sum, ms) => sum + ms, 0),
    };
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ state: 1, dueAt: 1 });
      await rows.createIndex({ caseId: 1 });
      await rows.createIndex({ accountId: 1 });
      await rows.createIndex({ undelivered: 1 }, { sparse: true });
      for (const part of ['decision', 'first', 'second']) {
        await rows.createIndex({ [`${part}.checkerId`]: 1, [`${part}.at`]: -1 }, { sparse: true });
      }
      await rows.createIndex({ 'decision.at': -1 }, { sparse: true });
      await rows.createIndex({ 'lease.until': 1 }, { sparse: true });
      // One open case for each checker: a second lease is a duplicate key.
      await rows.createIndex({ 'lease.checkerId': 1 }, { unique: true, sparse: true });
    },

    /** Queues a case for review. Repeating it with the same id changes nothing. */
    async open(
      review: Pick<Review, '_id' | 'caseId' | 'accountId' | 'reasons' | 'signals' | 'checkers' | 'needs'> & {
        now: Date;
        /** The service level, in hours; the usual one where absent. */
        within?: number;
      },
    ): Promise<void> {
      const { now, within, ...row } = review;
      const { barred, waitedBefore } = await past(review);
      const opened = { ...row, state: 'open' as const, queuedAt: now, dueAt: dueAfter(now, waitedBefore, within) };
      await insertNew(rows, { ...opened, ...(barred.length > 0 ? { barred } : {}) });
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** What waits in the queue, the first due first. */
    queue: (limit: number) => rows.find({ state: 'open' }).sort({ dueAt: 1 }).limit(limit).toArray(),

    /** What is on somebody's desk, the first due first. */
    inProgress: (now: Date, limit: number) =>
      rows
        .find({ ...waits, 'lease.until': { $gt: now } })
        .sort({ 'lease.until': 1 })
        .limit(limit)
        .toArray(),

    /** How many there are on each page of the desk, and how many of the queue are past their service level. */
    async counts(since: Date, now: Date) {
      const [queue, late, progress, held, completed] = await Promise.all([
        rows.countDocuments({ state: 'open' }),
        rows.countDocuments({ state: 'open', dueAt: { $lt: now } }),
        rows.countDocuments({ ...waits, 'lease.until': { $gt: now } }),
        rows.countDocuments({ state: 'held' }),
        rows.countDocuments({ 'decision.at': { $gte: since } }),
      ]);
      return { queue, late, progress, held, completed };
    },

    /** Decisions in force that were made in that time, newest first. */
    decidedBetween: (from: Date, to: Date, limit: number) =>
      rows
        .find({ 'decision.at': { $gte: from, $lt: to } })
        .sort({ 'decision.at': -1 })
        .limit(limit)
        .toArray(),

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

    /** All that caseworkers were ever asked of an account, newest first. */
    ofAccount: (accountId: string, limit: number) =>
      rows.find({ accountId }).sort({ queuedAt: -1 }).limit(limit).toArray(),

    /** Decided, but the case's workflow has not been told. */
    undelivered: (limit: number) => rows.find({ undelivered: true }).limit(limit).toArray(),

    /** The case on a checker's desk now. */
    onDeskOf: (checkerId: string, now: Date) =>
      rows.findOne({ ...waits, 'lease.checkerId': checkerId, 'lease.until': { $gt: now } }),

    /**
     * Puts the first case by service level that is on nobody's desk, nor put aside, on this checker's; however many ask at once, each case
     * goes to one.
     * @returns the case on the desk (an unfinished one first), or undefined when none waits for them.
     */
    async claimNext(checker: Checker, now: Date): Promise<Review | undefined> {
      const { checkerId } = checker;
      await forgetOver(checkerId, now);
      while (true) {
        const unfinished = await this.onDeskOf(checkerId, now);
        if (unfinished) {
          const again = await this.claim(unfinished._id, checker, now);
          return typeof again === 'object' ? again : undefined;
        }
        // Looked for once and then leased one by one: many who sort the queue for its first case at the same moment hold each other up.
        const waiting = { state: 'open' as const, ...mayHave(checker), ...isFree(now) };
        const first = await rows
          .find(waiting, { projection: { _id: 1 } })
          .sort({ dueAt: 1 })
          .limit(lookAhead)
          .toArray();
        for (const { _id } of first) {
          const claimed = await lend({ _id, state: 'open', ...isFree(now) }, checker, now);
          if (claimed === 'busy') break;
          if (claimed) return claimed;
        }
        if (first.length === 0) return undefined;
      }
    },

    /**
     * @returns the review, or why not: `busy` (the checker has another open), `taken` (decided, on another's desk, put aside with another,
     * or another's to decide).
     */
    async claim(id: string, checker: Checker, now: Date): Promise<Review | 'busy' | 'taken'> {
      const { checkerId } = checker;
      await forgetOver(checkerId, now);
      const theirs = { $or: [isFree(now), { 'lease.checkerId': checkerId }] };
      const open = await lend({ _id: id, state: 'open', ...theirs }, checker, now);
      if (open) return open;
      const mine = { 'hold.with': { $in: [null, checkerId] } } as Filter<Review>;
      return (await lend({ _id: id, state: 'held', ...mine, ...theirs }, checker, now)) ?? 'taken';
    },

    async putBack(id: string, checkerId: string): Promise<void> {
      await rows.updateOne({ _id: id, ...waits, 'lease.checkerId': checkerId }, { $unset: { lease: '' } });
    },

    /** The checker on whose desk it is knows the person: it goes back to the queue, for others. @returns whether it was on their desk */
    async passOn(id: string, checkerId: string, now: Date): Promise<boolean> {
      const passed = await rows.updateOne(
        { _id: id, ...waits, 'lease.checkerId': checkerId, 'lease.until': { $gt: now } },
        { $addToSet: { barred: checkerId }, $unset: { lease: '', hold: '' }, $set: { state: 'open' } },
      );
      return passed.matchedCount === 1;
    },

    /** From now on two different checkers must agree on a case that waits. */
    async askForTwo(id: string): Promise<void> {
      await rows.updateOne({ _id: id, ...waits }, { $set: { checkers: 2 } });
    },

    /**
     * Decides, fenced by the lease: of any number of presses the first counts. The lease ends with it. Where two checkers must agree, the
     * first decision waits for the second; where they disagree, a senior who is neither of them decides (any third checker, where one of
     * them is a senior).
     * @returns this checker's decision (the first one they made), or `not_yours`.
     */
    async decide(id: string, by: ReviewDecision, senior = false): Promise<ReviewDecision | 'not_yours'> {
      const held = { _id: id, ...waits, 'lease.checkerId': by.checkerId, 'lease.until': { $gt: by.at } };
      const review = await rows.findOne(held);
      const decided =
        review &&
        (await rows.findOneAndUpdate(
          held,
          {
            $set: { state: 'open', ...stepOf(review, by, senior) },
            // Who asks for one more thing has decided nothing yet.
            ...(by.outcome === 'ask' ? {} : { $addToSet: { decidedBy: by.checkerId } }),
            $unset: { lease: '', hold: '' },
          },
          { returnDocument: 'after' },
        ));
      const row = decided ?? (await rows.findOne({ _id: id }));
      return (row && ownDecision(row, by.checkerId)) ?? 'not_yours';
    },

    async markDelivered(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { deliveredAt: now }, $unset: { undelivered: '' } });
    },

    async markRefused(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { refusedAt: now }, $unset: { undelivered: '' } });
    },

    async withdraw(id: string, now: Date): Promise<void> {
      await rows.updateOne(
        { _id: id, ...waits },
        { $set: { withdrawnAt: now, state: 'over' }, $unset: { lease: '', hold: '' } },
      );
    },
  };
}
