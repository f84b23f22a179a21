import type { HoldingReason } from '../../domain/casework/holding-reasons.js';
import type { StoreTools } from '../tools.js';
import type { Review } from './review.js';

/** Whose cases of the holding list. */
export type HeldBy = 'me' | 'another' | 'unopened';

/** The holding list: reviews that were put aside, and wait until something is known or mended. They keep their service level. */
export function holdingList({ db }: StoreTools) {
  const rows = db.collection<Review>('reviews');

  const whose = (by: HeldBy, checkerId: string) =>
    by === 'unopened'
      ? { 'hold.with': { $exists: false } }
      : by === 'me'
        ? { 'hold.with': checkerId }
        : { 'hold.with': { $exists: true, $ne: checkerId } };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ state: 1, 'hold.with': 1, dueAt: 1 });
    },

    list: (by: HeldBy, checkerId: string, limit: number) =>
      rows
        .find({ state: 'held', ...whose(by, checkerId) })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray(),

    async counts(checkerId: string): Promise<Record<HeldBy, number>> {
      const count = (by: HeldBy) => rows.countDocuments({ state: 'held', ...whose(by, checkerId) });
      const [me, another, unopened] = await Promise.all([count('me'), count('another'), count('unopened')]);
      return { me, another, unopened };
    },

    /**
     * Puts the case on this checker's desk aside. @param keep it stays with them: else whoever opens it first.
     * @returns whether it was on their desk
     */
    async hold(
      id: string,
      by: { checkerId: string; reason: HoldingReason; keep: boolean },
      now: Date,
    ): Promise<boolean> {
      const { checkerId, reason, keep } = by;
      const held = await rows.updateOne(
        { _id: id, state: { $ne: 'over' }, 'lease.checkerId': checkerId, 'lease.until': { $gt: now } },
        {
          $set: { state: 'held', hold: { reason, by: checkerId, since: now, ...(keep ? { with: checkerId } : {}) } },
          $unset: { lease: '' },
        },
      );
      return held.matchedCount === 1;
    },

    /** Back to the queue, where its service level says when it comes. A checker may do so with what is theirs or nobody's, a senior with all. */
    async release(id: string, by: { checkerId: string; senior: boolean }): Promise<Review | undefined> {
      const released = await rows.findOneAndUpdate(
        { _id: id, state: 'held', ...mine(by) },
        { $set: { state: 'open' }, $unset: { hold: '', lease: '' } },
        { returnDocument: 'after' },
      );
      return released ?? undefined;
    },

    /**
     * Gives it to another checker, or (without `to`) to whoever opens it first. It leaves the desk that it is on.
     * @returns undefined where it is not on the list any more, somebody else's, or not for that checker to decide
     */
    async reassign(
      id: string,
      by: { checkerId: string; senior: boolean },
      to: string | undefined,
    ): Promise<Review | undefined> {
      const barred = to ? { barred: { $ne: to }, decidedBy: { $ne: to } } : {};
      const given = await rows.findOneAndUpdate(
        { _id: id, state: 'held', ...mine(by), ...barred },
        to ? { $set: { 'hold.with': to }, $unset: { lease: '' } } : { $unset: { 'hold.with': '', lease: '' } },
        { returnDocument: 'after' },
      );
      return given ?? undefined;
    },
  };
}

const mine = ({ checkerId, senior }: { checkerId: string; senior: boolean }) =>
  senior ? {} : { 'hold.with': { $in: [null, checkerId] as unknown as string[] } };
