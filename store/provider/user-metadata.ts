import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** What a partner keeps of one person, for itself: the claim `client_user_metadata`. Sealed, since it may hold anything. */
export type UserMetadata = { _id: string; accountId: string; partnerId: string; sealed: Uint8Array; at: Date };

/** The longest value, in bytes of UTF-8. */
export const longestUserMetadata = 1_024;

/** Partners' own notes, one per account and partner; kept until the partner clears it or the account is erased. */
export function userMetadata({ db, sealer }: StoreTools) {
  const rows = db.collection<UserMetadata>('user_metadata');
  const idOf = (accountId: string, partnerId: string) => `${accountId}.${partnerId}`;
  const contextOf = (id: string) => `user_metadata:${id}`;
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ accountId: 1 });
    },

    async of(accountId: string, partnerId: string): Promise<string | undefined> {
      const row = await rows.findOne({ _id: idOf(accountId, partnerId) });
      return row ? sealer.openJson<string>(bytesOf(row.sealed), contextOf(row._id)) : undefined;
    },

    /** What every partner noted of one person. */
    async ofAccount(accountId: string): Promise<{ partnerId: string; value: string; at: Date }[]> {
      const all = await rows.find({ accountId }).toArray();
      return all.map(({ _id, partnerId, sealed, at }) => {
        return { partnerId, value: sealer.openJson<string>(bytesOf(sealed), contextOf(_id)), at };
      });
    },

    /** @param value of `longestUserMetadata` bytes at most; empty clears it. @throws RangeError when it is longer. */
    async put(accountId: string, partnerId: string, value: string, now: Date): Promise<void> {
      const _id = idOf(accountId, partnerId);
      if (Buffer.byteLength(value) > longestUserMetadata) throw new RangeError('user metadata is too long');
      if (value === '') {
        await rows.deleteOne({ _id });
        return;
      }
      const sealed = sealer.sealJson(value, contextOf(_id));
      await rows.replaceOne({ _id }, { accountId, partnerId, sealed, at: now }, { upsert: true });
    },

    /** The account is erased: so is what partners noted of it. */
    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },
  };
}
