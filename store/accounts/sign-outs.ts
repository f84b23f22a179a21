import { day } from '../../domain/clock.js';
import { insertMissing } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** A partner that is to be told that its session is over. */
export type SignOut = {
  /** The `sid` by which the partner knows the session. */
  _id: string;
  partnerId: string;
  accountId: string;
  at: Date;
  /** When the workflow that tells it was begun. */
  begunAt?: Date;
  expiresAt: Date;
};

/** Telling is tried for a day, so nothing that waits longer is of use. */
export const kept = 3 * day;

/** Sign-outs that partners are told of: noted before the session goes, so that none is lost while Temporal is down. */
export function signOuts({ db }: StoreTools) {
  const rows = db.collection<SignOut>('sign_outs');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ begunAt: 1, at: 1 });
    },

    /** Once per `sid`, however often it is noted. */
    async note(ended: readonly Pick<SignOut, '_id' | 'partnerId' | 'accountId'>[], at: Date): Promise<void> {
      await insertMissing(
        rows,
        ended.map((one) => ({ ...one, at, expiresAt: new Date(at.getTime() + kept) })),
      );
    },

    /** Those for which no workflow was begun, the oldest first. */
    waiting: (limit: number) =>
      rows
        .find({ begunAt: { $exists: false } })
        .sort({ at: 1 })
        .limit(limit)
        .toArray(),

    async begun(id: string, begunAt: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { begunAt } });
    },
  };
}
