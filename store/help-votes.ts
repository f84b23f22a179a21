import type { StoreTools } from './tools.js';

/** How many people said that an article of the help centre helped, or did not, by language. Nothing of who. */
export type HelpVotes = { _id: string; article: string; language: 'en' | 'cy'; yes: number; no: number };

export function helpVotes({ db }: StoreTools) {
  const rows = db.collection<HelpVotes>('help_votes');
  return {
    ensureIndexes: async () => {},

    async count(article: string, language: HelpVotes['language'], helpful: 'yes' | 'no'): Promise<void> {
      const other = helpful === 'yes' ? 'no' : 'yes';
      await rows.updateOne(
        { _id: `${article} ${language}` },
        { $inc: { [helpful]: 1 }, $setOnInsert: { article, language, [other]: 0 } },
        { upsert: true },
      );
    },

    all: (): Promise<HelpVotes[]> => rows.find({}).sort({ _id: 1 }).toArray(),
  };
}
