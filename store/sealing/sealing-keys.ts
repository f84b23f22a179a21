import { hour } from '../../domain/clock.js';
import { ConfigError } from '../../platform/settings/config-error.js';
import type { StoreTools } from '../tools.js';

/** A sealing key by its id; the key itself is never here. */
export type SealingKeyRow = {
  _id: string;
  since: Date;
  /** Since when it seals: it is, or was, the newest. The one that began last is in force, also where it was gone back to. */
  sealsSince?: Date;
  /** Since when nothing lies under it: it may be taken out. */
  clearedAt?: Date;
};

/** So long after a key began to seal no process seals under the one before any more: all have been started anew. */
const allStarted = hour;

/** Which sealing keys the store needs: known without looking at what is sealed. */
export function sealingKeys({ keysDb, sealer }: Pick<StoreTools, 'keysDb' | 'sealer'>) {
  const rows = keysDb.collection<SealingKeyRow>('sealing_keys');
  const [newest = '', ...older] = sealer.keyIds;
  const olderNeeded = () => rows.find({ _id: { $in: older }, clearedAt: { $exists: false } }).toArray();

  return {
    ensureIndexes: async () => {},

    all: (): Promise<SealingKeyRow[]> => rows.find().sort({ since: 1 }).toArray(),

    /**
     * Finds that this process has every key that is needed, and notes those that it has. To be called when a process starts: one read, where
     * nothing is new.
     * @throws ConfigError naming the setting, and the ids of the keys that are missing
     */
    async keepTo(process: string, now: Date): Promise<void> {
      const known = await rows.find().toArray();
      const missing = known.filter(({ _id, clearedAt }) => !clearedAt && !sealer.keyIds.includes(_id));
      if (missing.length > 0) {
        const ids = missing.map(({ _id }) => _id).join(', ');
        const expected = `also the key with the id ${ids}, under which values lie in the store (docs/keys.md)`;
        throw new ConfigError(process, [{ setting: 'SEALING_KEY', expected }]);
      }
      for (const _id of older.filter((id) => !known.some((row) => row._id === id))) {
        await rows.updateOne({ _id }, { $setOnInsert: { since: now } }, { upsert: true });
      }
      const first = known.find(({ _id }) => _id === newest);
      const began = first?.clearedAt ? undefined : first?.sealsSince;
      if (began && !known.some(({ sealsSince }) => sealsSince && sealsSince > began)) return;
      await rows.updateOne(
        { _id: newest },
        { $setOnInsert: { since: now }, $set: { sealsSince: now }, $unset: { clearedAt: '' } },
        { upsert: true },
      );
    },

    /** Whether there may be something to be sealed anew. */
    isOlderNeeded: async (): Promise<boolean> => (await olderNeeded()).length > 0,

    /**
     * Notes that everything was gone through and nothing found under an older key. It counts where the newest key had been sealing for an hour
     * when it began: before, another process may have sealed under an older key behind its back. A key that is to come, or that seals in other
     * processes since, is none of the older ones. Repeating it changes nothing.
     * @returns the ids of the keys that may be taken out now
     */
    async noteClear(begun: Date): Promise<string[]> {
      const began = (await rows.findOne({ _id: newest }))?.sealsSince;
      if (!began || began.getTime() + allStarted > begun.getTime()) return [];
      const before = { since: { $lte: began }, sealsSince: { $not: { $gt: began } } };
      await rows.updateMany(
        { _id: { $in: older }, clearedAt: { $exists: false }, ...before },
        { $set: { clearedAt: begun } },
      );
      const cleared = await rows.find({ _id: { $in: older }, clearedAt: begun }).toArray();
      return cleared.map(({ _id }) => _id);
    },
  };
}
