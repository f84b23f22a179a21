import { minute } from '../../domain/clock.js';
import { randomId } from '../../platform/random-id.js';
import { isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';

export type DirtyHour = { _id: string; hour: Date };
export type Lease = { _id: 'lease'; holder: string; until: Date };

/** Who adds up has so long between two of its signs of life. */
const lease = 2 * minute;

/** Which hours are to be added up anew, and by whom. What is written here survives who is killed in the middle of it. */
export function rollUpWork({ db }: StoreTools) {
  const hours = db.collection<DirtyHour>('roll_up_hours');
  const leases = db.collection<Lease>('roll_up_lease');
  return {
    ensureIndexes: async () => {},

    /** Takes the work, so that nobody else adds up at the same time. @returns the holder's name; undefined where somebody else has it */
    async take(now: Date): Promise<string | undefined> {
      const holder = randomId();
      const until = new Date(now.getTime() + lease);
      try {
        await leases.updateOne({ _id: 'lease', until: { $lt: now } }, { $set: { holder, until } }, { upsert: true });
        return holder;
      } catch (error) {
        if (isDuplicateKey(error)) return undefined;
        throw error;
      }
    },

    /** A sign of life. @returns false where the work was taken over meanwhile */
    async keep(holder: string, now: Date): Promise<boolean> {
      const until = new Date(now.getTime() + lease);
      return (await leases.updateOne({ _id: 'lease', holder }, { $set: { until } })).matchedCount === 1;
    },

    async giveBack(holder: string): Promise<void> {
      await leases.deleteOne({ _id: 'lease', holder });
    },

    /** These hours are to be added up anew. */
    async mark(starts: readonly Date[]): Promise<void> {
      const marks = [...new Map(starts.map((start) => [start.toISOString(), start]))];
      if (marks.length === 0) return;
      await hours.bulkWrite(
        marks.map(([_id, hour]) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: { hour } }, upsert: true },
        })),
      );
    },

    marked: async (): Promise<Date[]> => (await hours.find({}).sort({ hour: 1 }).toArray()).map(({ hour }) => hour),

    async done(start: Date): Promise<void> {
      await hours.deleteOne({ _id: start.toISOString() });
    },
  };
}
