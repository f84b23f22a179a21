import { insertMissing } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** A marker: from then on the service is another. `_id` is the release’s name. */
export type Release = { _id: string; at: Date };

/** When releases went out, as the deploy says, or as the first traffic shows. */
export function releases({ db }: StoreTools) {
  const rows = db.collection<Release>('releases');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ at: -1 });
    },

    /** Those that are there already stay as they are. */
    put: (some: readonly Release[]): Promise<void> => insertMissing(rows, [...some]),

    between: (from: Date, to: Date): Promise<Release[]> =>
      rows
        .find({ at: { $gte: from, $lte: to } })
        .sort({ at: -1 })
        .limit(50)
        .toArray(),
  };
}
