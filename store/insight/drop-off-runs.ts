import type { StoreTools } from '../tools.js';

export type Run = { _id: 'last'; hour: number; at: Date; series: number };

/** How far the drop-off watch has come. */
export function dropOffRuns({ db }: StoreTools) {
  const rows = db.collection<Run>('drop_off_runs');
  return {
    ensureIndexes: async () => {},

    last: () => rows.findOne({ _id: 'last' }),

    async note(run: Omit<Run, '_id'>): Promise<void> {
      await rows.updateOne({ _id: 'last' }, { $set: run }, { upsert: true });
    },
  };
}
