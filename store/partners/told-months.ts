import type { Month } from '../../domain/insight/months.js';
import type { Statistics, Told } from '../../domain/insight/statistics.js';
import type { StoreTools } from '../tools.js';

type Pairs<Value> = readonly (readonly [string, Value])[];
type KeptTable = { cells: Pairs<Pairs<number>>; open: readonly string[]; blocks: readonly (readonly string[])[] };

/** `tables`: what the figures were made of, partner by partner. It never leaves the store but to be held against a later month. */
export type ToldMonthRow = {
  _id: Month;
  at: Date;
  statistics: Statistics;
  /** Partners that had made their own figures known then. */
  open: readonly string[];
  tables: Pairs<KeptTable>;
};

/** The totals of all partners, month by month, as they were told. What was told once stays as it is. */
export function toldMonths({ db }: StoreTools) {
  const rows = db.collection<ToldMonthRow>('told_months');
  return {
    ensureIndexes: async () => {},

    /** Of several who tell a month at once, one does. */
    async tell(month: Month, at: Date, { statistics, tables }: Told, open: readonly string[]): Promise<void> {
      const kept = Object.entries(tables).map(([name, { cells, blocks, open: then }]) => {
        const pairs = [...cells].map(([cell, shares]) => [cell, [...shares]] as const);
        return [name, { cells: pairs, open: [...then], blocks }] as const;
      });
      await rows.updateOne({ _id: month }, { $setOnInsert: { at, statistics, open, tables: kept } }, { upsert: true });
    },

    isTold: async (month: Month): Promise<boolean> => (await rows.countDocuments({ _id: month }, { limit: 1 })) > 0,

    /** What was told of some months, for everybody to see. */
    of: (months: readonly Month[]) =>
      rows.find({ _id: { $in: [...months] } }, { projection: { statistics: 1, open: 1 } }).toArray(),

    /** What some months' figures were made of. */
    async tablesOf(months: readonly Month[]): Promise<Told['tables'][]> {
      const found = await rows.find({ _id: { $in: [...months] } }, { projection: { tables: 1 } }).toArray();
      return found.map(({ tables }) =>
        Object.fromEntries(
          tables.map(([name, { cells, open, blocks }]) => [
            name,
            { blocks, open: new Set(open), cells: new Map(cells.map(([cell, shares]) => [cell, new Map(shares)])) },
          ]),
        ),
      );
    },
  };
}
