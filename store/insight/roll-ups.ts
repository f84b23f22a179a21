import type { AnyBulkWriteOperation, Document, Filter } from 'mongodb';
import { day } from '../../domain/clock.js';
import { bucketCount, type Histogram } from '../../domain/insight/histogram.js';
import type { EventKind } from '../../domain/insight/journey-event.js';
import {
  type RollUp,
  type RollUpDimension,
  type RollUpKey,
  type rollUpDimensions,
  rollUpId,
} from '../../domain/insight/roll-up.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Step } from '../../domain/journey/steps.js';
import type { Level } from '../../domain/levels/levels.js';
import type { StoreTools } from '../tools.js';

export type RollUpRow = RollUp & { _id: string; expiresAt: Date };

/** Hours are kept for the comparison of a week with the same week of last year; days for as long as anybody asks. */
export const keptFor = { hour: 400 * day, day: 6 * 366 * day } as const;

/** Which roll-ups: those that begin at `from` or later, and before `to`. */
export type RollUpQuestion = {
  span: 'hour' | 'day';
  from: Date;
  to: Date;
  kinds?: readonly EventKind[];
  /** Only those of these values. */
  where?: { readonly [Dimension in Exclude<RollUpDimension, 'kind'>]?: string | readonly string[] | undefined };
};

/** One figure: the dimensions it was asked by, and `hour` where it was asked by that. */
export type Figure = RollUpKey & { hour?: Date; count: number; durations?: Histogram };

/** How often journeys came to a step, got beyond it, or met a reason there, in one hour at one partner. */
export type StepCount = {
  hour: Date;
  partner: string;
  kind: 'entered' | 'left' | 'reason';
  step: Step;
  reason?: Reason;
  count: number;
};

/** What events came to, by the hour and by the day. Every dashboard, statistic and watch reads these and nothing else. */
export function rollUps({ db }: StoreTools) {
  const rows = db.collection<RollUpRow>('roll_ups');

  const matching = ({ span, from, to, kinds, where = {} }: RollUpQuestion): Filter<RollUpRow> => ({
    span,
    hour: { $gte: from, $lt: to },
    ...(kinds ? { kind: { $in: [...kinds] } } : {}),
    ...Object.fromEntries(
      Object.entries(where).flatMap(([dimension, value]) =>
        value === undefined ? [] : [[dimension, typeof value === 'string' ? value : { $in: [...value] }]],
      ),
    ),
  });

  const sum = async (
    question: RollUpQuestion,
    by: readonly (RollUpDimension | 'hour')[],
    durations: boolean,
  ): Promise<Figure[]> => {
    const key = Object.fromEntries(by.map((dimension) => [dimension, `$${dimension}`]));
    const buckets = durations ? Array.from({ length: bucketCount }, (_, bucket) => bucket) : [];
    const sums = Object.fromEntries(buckets.map((bucket) => [`b${bucket}`, { $sum: `$durations.${bucket}` }]));
    const found = await rows
      .aggregate<Document>([
        { $match: matching(question) },
        { $group: { _id: key, count: { $sum: '$count' }, ...sums } },
      ])
      .toArray();
    return found.map((row) => {
      const counts = buckets.flatMap((bucket) => (row[`b${bucket}`] > 0 ? [[bucket, row[`b${bucket}`]]] : []));
      return { ...row._id, count: row.count, ...(durations ? { durations: Object.fromEntries(counts) } : {}) };
    });
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ span: 1, hour: 1, kind: 1 });
      await rows.createIndex({ span: 1, partner: 1, hour: 1 });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** Writes the rows of one hour or day that differ from those there are, and removes what is no more. The same rows again change nothing. */
    async replace(span: RollUp['span'], hour: Date, put: readonly RollUp[]): Promise<void> {
      const expiresAt = new Date(hour.getTime() + keptFor[span]);
      const there = await rows.find({ span, hour }, { projection: { count: 1, durations: 1 } }).toArray();
      const known = new Map(there.map((row) => [row._id, contentOf(row)]));
      const ids = new Set(put.map(rollUpId));
      const gone = [...known.keys()].filter((id) => !ids.has(id));
      const operations: AnyBulkWriteOperation<RollUpRow>[] = put.flatMap((row) => {
        const _id = rollUpId(row);
        if (known.get(_id) === contentOf(row)) return [];
        return [{ replaceOne: { filter: { _id }, replacement: { ...row, expiresAt }, upsert: true } }];
      });
      if (gone.length > 0) operations.push({ deleteMany: { filter: { _id: { $in: gone } } } });
      if (operations.length > 0) await rows.bulkWrite(operations, { ordered: false });
    },

    /** The rows themselves, as they are, in no order. */
    async rows(question: RollUpQuestion): Promise<RollUp[]> {
      const found = await rows.find(matching(question), { projection: { _id: 0, expiresAt: 0 } }).toArray();
      return found as RollUp[];
    },

    /** Sums by some dimensions (and by hour or day), in no order. */
    figures: (question: RollUpQuestion, by: readonly (RollUpDimension | 'hour')[]) => sum(question, by, false),

    /** Sums of `left` or `page` by some dimensions, each with its histogram of durations. */
    durations: (question: RollUpQuestion, by: readonly (RollUpDimension | 'hour')[]) => sum(question, by, true),

    /** For every hour and partner: how many journeys came to each step, got beyond it, and met each reason there. In order of hours. */
    async stepCounts(asked: { from: Date; to: Date; partner?: string; level?: Level }): Promise<StepCount[]> {
      const { from, to, partner, level } = asked;
      const question = {
        span: 'hour',
        from,
        to,
        kinds: ['entered', 'left', 'reason'],
        where: { partner, level },
      } as const;
      const found = await sum(question, ['hour', 'partner', 'kind', 'step', 'reason'], false);
      const whole = found.filter((row) => row.step) as StepCount[];
      return whole.sort((a, b) => a.hour.getTime() - b.hour.getTime());
    },

    /** When the newest hour that was added up begins. */
    async newest(): Promise<Date | undefined> {
      const row = await rows.findOne({ span: 'hour' }, { sort: { hour: -1 }, projection: { hour: 1 } });
      return row?.hour;
    },

    /** The values that occur of a dimension. */
    async values(dimension: (typeof rollUpDimensions)[number], question: RollUpQuestion): Promise<string[]> {
      const found = await sum(question, [dimension], false);
      return found.flatMap((row) => row[dimension] ?? []).sort();
    },
  };
}

/** What a row counts, to be compared: its dimensions are its id. */
const contentOf = ({ count, durations = {} }: Pick<RollUp, 'count' | 'durations'>): string =>
  JSON.stringify([count, Object.entries(durations).sort(([a], [b]) => Number(a) - Number(b))]);
