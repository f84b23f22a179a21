import { type AutomationRates, fullAutomation } from '../../domain/casework/automation.js';
import { type ReviewTime, usualReviewTime } from '../../domain/casework/review-time.js';
import { isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** What admins set while the service runs, by name; and what counts until they have. */
type Values = { automation: AutomationRates; 'review-time': ReviewTime };
const defaults: Values = { automation: fullAutomation, 'review-time': usualReviewTime };

/** One change: what it was set to, by whom and why. */
export type SettingChange<Value> = { value: Value; at: Date; by: string; reason: string };

type Setting<Value> = { value: Value; version: number; changes: SettingChange<Value>[] };
export type Row = Setting<unknown> & { _id: keyof Values };

/** So many changes are kept with a setting; all are in the audit. */
const changesKept = 200;

/** Settings that take effect without a restart. Value and log of changes are one write. */
export function serviceSettings({ db }: StoreTools) {
  const rows = db.collection<Row>('service_settings');
  return {
    ensureIndexes: async () => {},

    /** `changes`: the newest last. */
    async read<Name extends keyof Values>(name: Name): Promise<Setting<Values[Name]>> {
      const row = (await rows.findOne({ _id: name })) as Setting<Values[Name]> | null;
      return row ?? { value: defaults[name], version: 0, changes: [] };
    },

    /** @param seen the version that was changed @returns false where somebody else changed it meanwhile */
    async change<Name extends keyof Values>(
      name: Name,
      seen: number,
      change: SettingChange<Values[Name]>,
    ): Promise<boolean> {
      try {
        const changed = await rows.updateOne(
          { _id: name, version: seen },
          {
            $set: { value: change.value, version: seen + 1 },
            $push: { changes: { $each: [change], $slice: -changesKept } },
          },
          { upsert: seen === 0 },
        );
        return changed.matchedCount + changed.upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
