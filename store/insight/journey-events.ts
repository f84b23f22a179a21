import type { AnyBulkWriteOperation } from 'mongodb';
import { day, hour } from '../../domain/clock.js';
import type { JourneyEvent } from '../../domain/insight/journey-event.js';
import { insertMissing } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** `pending`: its hour has not been added up since it came. */
export type EventRow = Omit<JourneyEvent, 'id'> & { _id: string; pending?: true };

/** How long events are kept. Figures are in the roll-ups. */
export const keptFor = 60 * day;

/** What comes later than this is not recorded: an hour is added up anew only while all its events are there. */
const acceptedFor = 35 * day;

const rowOf = ({ id, ...event }: JourneyEvent): EventRow => ({ _id: id, ...event, pending: true });
const eventOf = ({ _id, pending: _, ...event }: EventRow): JourneyEvent => ({ id: _id, ...event });

/**
 * What happened to journeys, without the people: the raw matter of the roll-ups. The roll-up reads it, and who answers
 * somebody that wrote to us about their journey.
 */
export function journeyEvents({ db, lookup }: StoreTools) {
  const rows = db.collection<EventRow>('journey_events');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ pending: 1 }, { sparse: true });
      await rows.createIndex({ subject: 1, at: 1 });
      await rows.createIndex({ at: 1 }, { expireAfterSeconds: keptFor / 1_000 });
    },

    /** What joins the events of one trip: nobody finds the trip by it. @param trip names it, and no other */
    subjectOf: (trip: string): string => lookup.lookup('journeyEvent', trip),

    /** Records events, in one write; those that are there already stay as they are. */
    async record(events: readonly JourneyEvent[], now: Date): Promise<void> {
      const oldest = now.getTime() - acceptedFor;
      const fresh = new Map<string, JourneyEvent>();
      for (const event of events) if (event.at.getTime() >= oldest && !fresh.has(event.id)) fresh.set(event.id, event);
      await insertMissing(rows, [...fresh.values()].map(rowOf));
    },

    /** Events that were not added up yet. */
    pending: async (limit: number): Promise<JourneyEvent[]> =>
      (await rows.find({ pending: true }).limit(limit).toArray()).map(eventOf),

    /** Whether something that happened before a moment was not added up yet. */
    waitsFrom: async (before: Date): Promise<boolean> =>
      (await rows.countDocuments({ pending: true, at: { $lt: before } }, { limit: 1 })) > 0,

    /** All events of some journeys, of each in their order. */
    async ofSubjects(subjects: readonly string[]): Promise<JourneyEvent[]> {
      const found = rows.find({ subject: { $in: [...subjects] } }).sort({ subject: 1, at: 1, _id: 1 });
      return (await found.toArray()).map(eventOf);
    },

    /** Writes events that follow from others, in place of what followed before. Their hours are marked by then: they are not pending. */
    async derive(put: readonly JourneyEvent[], gone: readonly string[]): Promise<void> {
      const operations: AnyBulkWriteOperation<EventRow>[] = [
        ...put.map(({ id, ...event }) => ({
          replaceOne: { filter: { _id: id }, replacement: event, upsert: true },
        })),
        ...(gone.length > 0 ? [{ deleteMany: { filter: { _id: { $in: [...gone] } } } }] : []),
      ];
      if (operations.length > 0) await rows.bulkWrite(operations);
    },

    /** The events of one hour, one by one. */
    async *ofHour(start: Date): AsyncGenerator<JourneyEvent> {
      const within = { at: { $gte: start, $lt: new Date(start.getTime() + hour) } };
      for await (const row of rows.find(within)) yield eventOf(row);
    },

    /** Their hours were added up. */
    async settle(ids: readonly string[]): Promise<void> {
      if (ids.length > 0) await rows.updateMany({ _id: { $in: [...ids] } }, { $unset: { pending: '' } });
    },
  };
}
