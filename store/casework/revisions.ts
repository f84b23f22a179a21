import type { RevisionReason } from '../../domain/casework/revision-reasons.js';
import type { StoreTools } from '../tools.js';
import type { Review } from './review.js';

/** Decisions that were taken back. The decision itself stays as it was made. */
export function revisions({ db }: StoreTools) {
  const rows = db.collection<Review>('reviews');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ revising: 1 }, { sparse: true });
    },

    /**
     * Takes a pass back that has reached its case. Nobody takes back what they decided themselves. The first of any number of presses
     * counts; what follows from it is carried out afterwards, and again where that was cut short.
     * @returns the review with its revision; undefined where there is nothing (more) to take back, or not for them
     */
    async begin(id: string, by: { checkerId: string; reason: RevisionReason }, now: Date): Promise<Review | undefined> {
      const { checkerId, reason } = by;
      const revised = await rows.findOneAndUpdate(
        {
          _id: id,
          ...{ 'decision.outcome': 'pass', deliveredAt: { $exists: true } },
          ...{ revision: { $exists: false }, decidedBy: { $ne: checkerId } },
        },
        { $set: { revision: { by: checkerId, reason, at: now }, revising: true } },
        { returnDocument: 'after' },
      );
      return revised ?? undefined;
    },

    /** Taken back, but not all that follows was done. */
    unfinished: (limit: number) => rows.find({ revising: true }).limit(limit).toArray(),

    async finish(id: string): Promise<void> {
      await rows.updateOne({ _id: id }, { $unset: { revising: '' } });
    },
  };
}
