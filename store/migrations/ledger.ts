import type { Db } from 'mongodb';
import { isDuplicateKey } from '../collection.js';
import { LeaseLost } from './lease.js';
import type { Migration } from './migration.js';

/** A migration that was begun, and once it is done when. The token is of whoever has it. */
export type Recorded = {
  _id: number;
  name: string;
  token: number;
  breaks?: true;
  begunAt: Date;
  doneAt?: Date;
  release?: string;
};

export type IndexesRow = { _id: 'indexes'; names: string[] };

/** What was done to the databases, in the collection `migrations`; which indexes they have, beside it. */
export function ledger(db: Db) {
  const rows = db.collection<Recorded>('migrations');
  const made = db.collection<IndexesRow>('migration_indexes');
  return {
    all: (): Promise<Recorded[]> => rows.find().sort({ _id: 1 }).toArray(),

    /** @throws LeaseLost where a later holder has begun it meanwhile */
    async begin({ number, name, breaks }: Migration, token: number, release: string, now: Date): Promise<void> {
      try {
        await rows.updateOne(
          { _id: number, doneAt: { $exists: false }, $or: [{ token: { $exists: false } }, { token: { $lte: token } }] },
          { $set: { name, token, release, begunAt: now, ...(breaks ? { breaks } : {}) } },
          { upsert: true },
        );
      } catch (error) {
        throw isDuplicateKey(error) ? new LeaseLost() : error;
      }
    },

    /** @throws LeaseLost where it is not this holder's any more: then the other records it */
    async done(number: number, token: number, now: Date): Promise<void> {
      const { matchedCount } = await rows.updateOne({ _id: number, token }, { $set: { doneAt: now } });
      if (matchedCount === 0) throw new LeaseLost();
    },

    indexes: async (): Promise<string[]> => (await made.findOne({ _id: 'indexes' }))?.names ?? [],

    /** Older processes look for theirs, too: names are only added. */
    async noteIndexes(names: readonly string[]): Promise<void> {
      await made.updateOne({ _id: 'indexes' }, { $addToSet: { names: { $each: [...names] } } }, { upsert: true });
    },
  };
}
