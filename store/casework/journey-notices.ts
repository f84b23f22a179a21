import { day } from '../../domain/clock.js';
import type { JourneyNotice } from '../../domain/journey/journey-notices.js';
import { keepDoing } from '../../platform/keep-doing.js';
import type { Logger } from '../../platform/log/log.js';
import { insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';

export type JourneyNoticeRow = JourneyNotice & {
  _id: string;
  by: string;
  writtenAt: Date;
  endedBy?: string;
  /** Who changed it last, and when. */
  changedBy?: string;
  changedAt?: Date;
};

export const keptAfterEnd = 365 * day;

/** How old the copy is that pages show, where the database answers. */
const readEvery = 5_000;
/** More than that at once nobody would read. */
const mostAtOnce = 50;

/**
 * What staff tell people on the pages of their way. Pages ask a copy in memory, which is read anew every five seconds: no page waits for it,
 * and where the database does not answer the last one known is shown, to the planned ends of what is in it.
 */
export function journeyNotices({ db }: StoreTools) {
  const rows = db.collection<JourneyNoticeRow>('journey_notices');
  let known: readonly JourneyNoticeRow[] = [];

  /** Begun and ended ones are told apart when they are shown, so that they begin and end to the moment. */
  async function refresh(): Promise<void> {
    const goingOn = { endedAt: { $exists: false }, until: { $gt: new Date() } };
    known = await rows.find(goingOn).sort({ from: -1 }).limit(mostAtOnce).toArray();
  }

  return {
    /** They are kept for a year after their planned end; that there were any stays in the audit. */
    ensureIndexes: () => rows.createIndex({ until: 1 }, { expireAfterSeconds: keptAfterEnd / 1_000 }),

    /** What is planned or shown, from memory. */
    known: (): readonly JourneyNotice[] => known,

    refresh,

    /** Keeps the copy in memory young. @returns what ends it */
    keepReading: (log: Logger): (() => Promise<void>) =>
      keepDoing(refresh, { everyMs: readEvery, log, failure: 'notices may be out of date' }),

    /** @returns false where one of this id was written before: the form was sent twice */
    async write(row: JourneyNoticeRow): Promise<boolean> {
      if (!(await insertNew(rows, row))) return false;
      await refresh();
      return true;
    },

    byId: (id: string): Promise<JourneyNoticeRow | null> => rows.findOne({ _id: id }),

    /** Says it otherwise, elsewhere or at another time. @returns false where it is over already */
    async change(id: string, notice: JourneyNotice, by: string, now: Date): Promise<boolean> {
      const open = { _id: id, endedAt: { $exists: false }, until: { $gt: now } };
      const changed = await rows.updateOne(open, { $set: { ...notice, changedBy: by, changedAt: now } });
      await refresh();
      return changed.matchedCount === 1;
    },

    /** Ends it at once. @returns false where it is over already */
    async end(id: string, by: string, now: Date): Promise<boolean> {
      const open = { _id: id, endedAt: { $exists: false }, until: { $gt: now } };
      const { modifiedCount } = await rows.updateOne(open, { $set: { endedAt: now, endedBy: by } });
      await refresh();
      return modifiedCount === 1;
    },

    /** The newest first. */
    latest: (many: number): Promise<JourneyNoticeRow[]> => rows.find({}).sort({ writtenAt: -1 }).limit(many).toArray(),
  };
}
