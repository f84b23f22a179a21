import { day } from '../../domain/clock.js';
import type { StoreTools } from '../tools.js';

/**
 * How many people said in a week (from its Monday, in UTC, as `2026-11-23`) that an article of the help centre helped, or did not, by
 * language. Nothing of who.
 */
export type HelpVotes = {
  _id: string;
  article: string;
  language: 'en' | 'cy';
  week: string;
  yes: number;
  no: number;
};

/** The Monday of the week in which a moment lies. */
export function weekOf(at: Date): string {
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  return new Date(at.getTime() - sinceMonday * day).toISOString().slice(0, 10);
}

export function helpVotes({ db }: StoreTools) {
  const rows = db.collection<HelpVotes>('help_votes');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ week: 1 });
    },

    async count(article: string, language: HelpVotes['language'], helpful: 'yes' | 'no', now: Date): Promise<void> {
      const other = helpful === 'yes' ? 'no' : 'yes';
      const week = weekOf(now);
      await rows.updateOne(
        { _id: `${article} ${language} ${week}` },
        { $inc: { [helpful]: 1 }, $setOnInsert: { article, language, week, [other]: 0 } },
        { upsert: true },
      );
    },

    /** What was said in that week and since. */
    since: (week: string): Promise<HelpVotes[]> => rows.find({ week: { $gte: week } }).toArray(),
  };
}
