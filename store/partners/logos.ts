import { Binary } from 'mongodb';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

export type LogoRow = { _id: string; partnerId: string; png: Binary; at: Date };

/** Partners' pictures, as we drew them anew; one that is replaced stays while something may still show it. */
export function logos({ db }: StoreTools) {
  const rows = db.collection<LogoRow>('logos');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ partnerId: 1, at: -1 });
    },

    async put(id: string, partnerId: string, png: Uint8Array, at: Date): Promise<void> {
      await rows.insertOne({ _id: id, partnerId, png: new Binary(png), at });
    },

    /** Removes those of a partner that nothing names any more. */
    async keepOnly(partnerId: string, named: readonly string[]): Promise<void> {
      await rows.deleteMany({ partnerId, _id: { $nin: [...named] } });
    },

    async byId(id: string): Promise<Uint8Array | undefined> {
      const row = await rows.findOne({ _id: id });
      return row ? bytesOf(row.png) : undefined;
    },
  };
}
