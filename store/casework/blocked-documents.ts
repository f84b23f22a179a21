import type { StoreTools } from '../tools.js';
import { documentKeyOf } from '../verification/document-uses.js';

export type BlockedDocument = { _id: string; at: Date };

/** Documents known to be lost, stolen or forged, by keyed hash: the list cannot be read back from the store. */
export function blockedDocuments({ db, lookup }: StoreTools) {
  const rows = db.collection<BlockedDocument>('blocked_documents');
  return {
    ensureIndexes: async () => {},

    /** Adds documents; those on the list already stay. */
    async add(documents: readonly { issuer: string; number: string }[], now: Date): Promise<void> {
      if (documents.length === 0) return;
      const operations = documents.map((document) => ({
        updateOne: {
          filter: { _id: documentKeyOf(lookup, document) },
          update: { $setOnInsert: { at: now } },
          upsert: true,
        },
      }));
      await rows.bulkWrite(operations, { ordered: false });
    },

    /** Takes documents off the list. */
    async remove(documents: readonly { issuer: string; number: string }[]): Promise<void> {
      await rows.deleteMany({ _id: { $in: documents.map((document) => documentKeyOf(lookup, document)) } });
    },

    async has(document: { issuer: string; number: string }): Promise<boolean> {
      return (await rows.findOne({ _id: documentKeyOf(lookup, document) })) !== null;
    },
  };
}
