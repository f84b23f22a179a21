import { letterCodes } from '../../domain/accounts/letter-codes.js';
import { day } from '../../domain/clock.js';
import { isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** The letter with a code that an account last ordered to sign in by. */
export type Letter = { challengeId: string; orderedAt: Date; expiresAt: Date; triesLeft: number };

export type Row = Letter & { _id: string; ordered: Date[]; removeAt: Date };

/** Letters for signing in, one at a time for each account: another one makes the code of the last worth nothing. */
export function letters({ db }: StoreTools) {
  const rows = db.collection<Row>('letters');

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ removeAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** @returns false where as many were ordered lately as an account may have. */
    async order(accountId: string, challengeId: string, now: Date): Promise<boolean> {
      const since = new Date(now.getTime() - letterCodes.window);
      await rows.updateOne({ _id: accountId }, [
        { $set: { ordered: { $filter: { input: '$ordered', cond: { $gt: ['$$this', since] } } } } },
      ]);
      const letter = {
        ...{ challengeId, orderedAt: now, triesLeft: letterCodes.tries },
        expiresAt: new Date(now.getTime() + letterCodes.lifetime),
        removeAt: new Date(now.getTime() + letterCodes.window + day),
      };
      const full = `ordered.${letterCodes.most - 1}`;
      try {
        const kept = await rows.updateOne(
          { _id: accountId, [full]: { $exists: false } },
          { $set: letter, $push: { ordered: now } },
          { upsert: true },
        );
        return kept.matchedCount + kept.upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** The letter whose code counts now. */
    async underway(accountId: string, now: Date): Promise<Letter | undefined> {
      const row = await rows.findOne({ _id: accountId, expiresAt: { $gt: now }, triesLeft: { $gt: 0 } });
      return row ?? undefined;
    },

    /** Counts a wrong code. */
    async countTry(accountId: string, challengeId: string): Promise<void> {
      await rows.updateOne({ _id: accountId, challengeId }, { $inc: { triesLeft: -1 } });
    },

    /** Spends a right code, while a try is left and it has not run out: of any number at once, one counts. */
    async spend(accountId: string, challengeId: string, now: Date): Promise<boolean> {
      const spent = await rows.updateOne(
        { _id: accountId, challengeId, expiresAt: { $gt: now }, triesLeft: { $gt: 0 } },
        { $set: { triesLeft: 0 } },
      );
      return spent.modifiedCount === 1;
    },

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteOne({ _id: accountId });
    },
  };
}
