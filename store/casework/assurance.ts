import { day } from '../../domain/clock.js';
import type { Reason } from '../../domain/journey/reasons.js';
import { insertNew, isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';
import type { Checker } from './review.js';
import { leaseTime } from './reviews.js';

/** A finished case that is judged once more, by somebody who is not told how it was decided. */
export type AssuranceSample = {
  /** The review, or for a case that machines passed the case. */
  _id: string;
  caseId: string;
  accountId: string;
  /** How it was decided, by whom: checkers' ids, or `machine`. */
  outcome: 'pass' | 'decline';
  by: string[];
  /** Who cannot judge it: they decided it, or know the person. */
  barred: string[];
  sampledAt: Date;
  lease?: { checkerId: string; until: Date };
  verdict?: { outcome: 'pass' | 'decline'; reasons: Reason[]; checkerId: string; at: Date };
};

/** Of so many finished cases one is drawn. */
const oneOf = 20;

/** What was drawn must be judged before its evidence is erased. */
const judgedWithin = 28 * day;

/** The assurance audit: a random sample of finished cases, judged blind. */
export function assurance({ db, lookup }: StoreTools) {
  const rows = db.collection<AssuranceSample>('assurance');
  const waits = (now: Date) => ({
    verdict: { $exists: false },
    sampledAt: { $gt: new Date(now.getTime() - judgedWithin) },
  });

  /** By a keyed hash of its id: always the same for one case, and nobody who sees the id can tell. */
  const isDrawn = (id: string): boolean =>
    Buffer.from(lookup.lookup('token', `assurance ${id}`), 'base64url').readUInt32BE() % oneOf === 0;

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ sampledAt: 1 });
      await rows.createIndex({ 'verdict.at': 1 }, { sparse: true });
      await rows.createIndex({ 'lease.checkerId': 1 }, { unique: true, sparse: true });
    },

    isDrawn,

    /** Notes a finished case where it is drawn. Repeating it changes nothing. */
    async sample(finished: Omit<AssuranceSample, 'lease' | 'verdict'>): Promise<void> {
      if (isDrawn(finished._id)) await insertNew(rows, finished);
    },

    waitingFor: ({ checkerId }: Checker, now: Date) =>
      rows.countDocuments({ ...waits(now), barred: { $ne: checkerId } }),

    /** Puts the oldest that waits on this checker's desk, the one that is there first. @returns undefined where none is theirs to judge */
    async claimNext({ checkerId }: Checker, now: Date): Promise<AssuranceSample | undefined> {
      const until = new Date(now.getTime() + leaseTime);
      const mine = await this.onDeskOf(checkerId, now);
      if (mine) return mine;
      await rows.updateMany({ 'lease.checkerId': checkerId }, { $unset: { lease: '' } });
      try {
        const claimed = await rows.findOneAndUpdate(
          {
            ...waits(now),
            barred: { $ne: checkerId },
            $or: [{ lease: { $exists: false } }, { 'lease.until': { $lte: now } }],
          },
          { $set: { lease: { checkerId, until } } },
          { sort: { sampledAt: 1 }, returnDocument: 'after' },
        );
        return claimed ?? undefined;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return this.onDeskOf(checkerId, now);
      }
    },

    async onDeskOf(checkerId: string, now: Date): Promise<AssuranceSample | undefined> {
      const held = { ...waits(now), 'lease.checkerId': checkerId, 'lease.until': { $gt: now } };
      return (await rows.findOne(held)) ?? undefined;
    },

    /** Judges it, fenced by the lease: the first of any number of presses counts. @returns whether this one did */
    async judge(id: string, verdict: NonNullable<AssuranceSample['verdict']>): Promise<boolean> {
      const { checkerId, at } = verdict;
      const held = { _id: id, ...waits(at), 'lease.checkerId': checkerId, 'lease.until': { $gt: at } };
      const judged = await rows.updateOne(held, { $set: { verdict }, $unset: { lease: '' } });
      return judged.matchedCount === 1;
    },

    /** It cannot be judged: its evidence is gone, or the checker knows the person. */
    async pass(id: string, checkerId: string): Promise<void> {
      await rows.updateOne(
        { _id: id, 'lease.checkerId': checkerId },
        { $addToSet: { barred: checkerId }, $unset: { lease: '' } },
      );
    },

    async drop(id: string): Promise<void> {
      await rows.deleteOne({ _id: id, verdict: { $exists: false } });
    },

    judgedSince: (since: Date, limit: number) =>
      rows
        .find({ 'verdict.at': { $gte: since } })
        .sort({ 'verdict.at': -1 })
        .limit(limit)
        .toArray(),
  };
}
