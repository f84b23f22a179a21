import { insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';

export type ClaimedIdentity = { _id: string; accountId: string; at: Date };

/** Which account an NHS number belongs to: unique by a keyed-hash insert, so that two races cannot both win. */
export function identities({ db, lookup }: StoreTools) {
  const rows = db.collection<ClaimedIdentity>('identities');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ accountId: 1 });
    },

    /** @param nhsNumber ten digits. @returns `taken` when another account holds it. */
    async claim(nhsNumber: string, accountId: string, now: Date): Promise<'claimed' | 'taken'> {
      const key = lookup.lookup('nhsNumber', nhsNumber);
      if (await insertNew(rows, { _id: key, accountId, at: now })) return 'claimed';
      const holder = await rows.findOne({ _id: key });
      return holder?.accountId === accountId ? 'claimed' : 'taken';
    },

    /** The account that an NHS number belongs to. */
    async holderOf(nhsNumber: string): Promise<string | undefined> {
      return (await rows.findOne({ _id: lookup.lookup('nhsNumber', nhsNumber) }))?.accountId;
    },

    /** The account is erased, or what it was proved to be counts no more. */
    async releaseAll(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },

    /** Gives back a number that was claimed for a level which was then refused. The caller knows that no level rests on it. */
    async release(nhsNumber: string, accountId: string): Promise<void> {
      await rows.deleteOne({ _id: lookup.lookup('nhsNumber', nhsNumber), accountId });
    },
  };
}
