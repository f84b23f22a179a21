import type { RoadmapState } from '../../domain/partners/roadmap.js';
import type { StoreTools } from '../tools.js';

type Comment = {
  id: string;
  accountId: string;
  /** The service that the person spoke for; its name is read anew whenever it is shown. */
  serviceId: string;
  text: string;
  at: Date;
  /** An admin took it out of sight. */
  hidden?: boolean;
};

/** Something that may come: what partners say of it, and how many want it. */
export type RoadmapItem = {
  _id: string;
  title: string;
  /** Markdown. */
  text: string;
  state: RoadmapState;
  /** Accounts, each once. */
  votes: string[];
  comments: Comment[];
  createdAt: Date;
};

/** Comments on one item: more than anybody reads. */
const mostComments = 500;

export function roadmap({ db }: StoreTools) {
  const rows = db.collection<RoadmapItem>('roadmap');
  return {
    ensureIndexes: async () => {},

    async write(id: string, fields: Pick<RoadmapItem, 'title' | 'text' | 'state'>, now: Date): Promise<void> {
      await rows.updateOne(
        { _id: id },
        { $set: fields, $setOnInsert: { votes: [], comments: [], createdAt: now } },
        { upsert: true },
      );
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    all: (limit: number): Promise<RoadmapItem[]> => rows.find({}).sort({ createdAt: -1 }).limit(limit).toArray(),

    /** Wants it, or no longer: a person counts once, however often they press. */
    async vote(id: string, accountId: string, wants: boolean): Promise<void> {
      await rows.updateOne({ _id: id }, wants ? { $addToSet: { votes: accountId } } : { $pull: { votes: accountId } });
    },

    /** @returns false where there is no such item, or it has too many comments. */
    async comment(id: string, comment: Comment): Promise<boolean> {
      const result = await rows.updateOne(
        { _id: id, [`comments.${mostComments - 1}`]: { $exists: false } },
        { $push: { comments: comment } },
      );
      return result.matchedCount === 1;
    },

    /** The person takes back what they wrote. */
    async removeComment(id: string, commentId: string, accountId: string): Promise<void> {
      await rows.updateOne({ _id: id }, { $pull: { comments: { id: commentId, accountId } } });
    },

    /** The account is erased: so are its votes and what it wrote. */
    async forgetAccount(accountId: string): Promise<void> {
      await rows.updateMany({}, { $pull: { votes: accountId, comments: { accountId } } });
    },

    /** An admin takes a comment out of sight, or lets it be seen again. */
    async hide(id: string, commentId: string, hidden: boolean): Promise<void> {
      await rows.updateOne(
        { _id: id },
        { $set: { 'comments.$[one].hidden': hidden } },
        { arrayFilters: [{ 'one.id': commentId }] },
      );
    },
  };
}
