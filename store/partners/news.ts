import type { Audience, NewsArea } from '../../domain/partners/news.js';
import type { StoreTools } from '../tools.js';

/** What partners are told: what was released, or what is going to change. */
export type News = {
  _id: string;
  kind: 'release' | 'change';
  title: string;
  /** Markdown. */
  text: string;
  /** When it takes effect: YYYY-MM-DD. */
  date: string;
  areas: NewsArea[];
  audience: Audience;
  /** Whether those it concerns have to do something. */
  mustAct: boolean;
  /** What it means for them, in a sentence or two. */
  impact: string;
  /** What they must do; where they must do something. */
  action?: string | undefined;
  createdAt: Date;
  publishedAt?: Date;
  /** It was changed last, after partners could read it. */
  changedAt?: Date;
  /** Telling them by email was last asked for. */
  mailedAt?: Date;
  /** To how many people it was sent in all, when that was last finished. */
  sent?: { at: Date; to: number };
};

export type NewsFields = Pick<
  News,
  'kind' | 'title' | 'text' | 'date' | 'areas' | 'audience' | 'mustAct' | 'impact' | 'action'
>;

export function news({ db }: StoreTools) {
  const rows = db.collection<News>('news');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ publishedAt: -1 }, { sparse: true });
    },

    async write(id: string, fields: NewsFields, now: Date): Promise<void> {
      const { action, ...rest } = fields;
      const $set = { ...rest, ...(action ? { action } : {}) };
      await rows.updateOne(
        { _id: id },
        { $set, ...(action ? {} : { $unset: { action: '' } }), $setOnInsert: { createdAt: now } },
        { upsert: true },
      );
      await rows.updateOne({ _id: id, publishedAt: { $exists: true } }, { $set: { changedAt: now } });
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** For admins: newest first, drafts too. */
    all: (limit: number): Promise<News[]> => rows.find({}).sort({ createdAt: -1 }).limit(limit).toArray(),

    /** For partners: newest first. */
    published: (limit: number): Promise<News[]> =>
      rows
        .find({ publishedAt: { $exists: true } })
        .sort({ publishedAt: -1 })
        .limit(limit)
        .toArray(),

    /** From then on partners see it. What was published stays. */
    async publish(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id, publishedAt: { $exists: false } }, { $set: { publishedAt: now } });
    },

    async noteMailing(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { mailedAt: now } });
    },

    async noteSent(id: string, sent: { at: Date; to: number }): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { sent } });
    },

    /** Only what nobody has read. */
    async removeDraft(id: string): Promise<void> {
      await rows.deleteOne({ _id: id, publishedAt: { $exists: false } });
    },
  };
}
