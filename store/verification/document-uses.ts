import { day } from '../../domain/clock.js';
import type { StoreTools } from '../tools.js';

export type DocumentUse = { _id: string; documentKey: string; accountId: string; at: Date; expiresAt: Date };

/** A use is remembered for this long after it was last seen. */
export const keptFor = 365 * day;

/** Which accounts a document was shown for: by keyed hash of issuer and number, so that neither can be read back. */
export function documentUses({ db, lookup }: StoreTools) {
  const rows = db.collection<DocumentUse>('document_uses');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ documentKey: 1 });
      await rows.createIndex({ accountId: 1 });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** The account is erased: its document may be shown for another one. */
    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },

    /**
     * Notes that a document was shown for an account; again for the same account changes nothing but the day. Of two accounts at
     * once at least one sees the other.
     * @returns whether it was shown for another account too
     */
    async note(document: { issuer: string; number: string }, accountId: string, now: Date): Promise<boolean> {
      const documentKey = documentKeyOf(lookup, document);
      await rows.updateOne(
        { _id: `${documentKey}.${accountId}` },
        { $set: { documentKey, accountId, at: now, expiresAt: new Date(now.getTime() + keptFor) } },
        { upsert: true },
      );
      return (await rows.findOne({ documentKey, accountId: { $ne: accountId } }, { projection: { _id: 1 } })) !== null;
    },
  };
}

/** One document, however its number is spaced or its letters are written. */
export function documentKeyOf(
  lookup: StoreTools['lookup'],
  { issuer, number }: { issuer: string; number: string },
): string {
  const plain = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return lookup.lookup('document', `${plain(issuer)}:${plain(number)}`);
}
