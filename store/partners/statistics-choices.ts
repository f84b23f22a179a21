import type { StoreTools } from '../tools.js';

/** What a partner's people chose about its statistics. `_id` is the service. */
export type ChoicesRow = {
  _id: string;
  /** Since when other partners are shown its figures, by its name. */
  openSince?: Date;
};

/** Which partners show their figures to the others. */
export function statisticsChoices({ db }: StoreTools) {
  const rows = db.collection<ChoicesRow>('statistics_choices');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ openSince: 1 }, { sparse: true });
    },

    of: (serviceId: string) => rows.findOne({ _id: serviceId }),

    /** @returns whether that changed anything */
    async setOpen(serviceId: string, open: boolean, now: Date): Promise<boolean> {
      if (open) {
        const result = await rows.updateOne(
          { _id: serviceId },
          [{ $set: { openSince: { $ifNull: ['$openSince', now] } } }],
          { upsert: true },
        );
        return result.modifiedCount + result.upsertedCount > 0;
      }
      const result = await rows.updateOne({ _id: serviceId }, { $unset: { openSince: '' } });
      return result.modifiedCount > 0;
    },

    /** Partners whose figures everybody may see. */
    open: async (): Promise<string[]> =>
      (await rows.find({ openSince: { $exists: true } }, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id),
  };
}
