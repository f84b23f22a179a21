import type { Reason } from '../journey/reasons.js';
import { type Level, levels } from '../levels/levels.js';
import { forPartners, stepForPartners } from '../partners/verification-status.js';
import type { MonthTable, ToldMonth, Wanted } from './disclosure.js';
import { disclose } from './disclosure.js';
import { mayBeKnown, type Onlookers, rounded, type Shares, sumOf } from './disclosure-rules.js';
import { addHistograms, type Histogram, quantile } from './histogram.js';
import type { RollUpKey } from './roll-up.js';

/** What is counted of journeys. */
export const counted = ['landed', 'started', 'succeeded', 'returned'] as const;

/** Names of figures: `all landed`, `P9 succeeded`. */
export const figureNames = ['all', ...levels].flatMap((level) => counted.map((kind) => `${level} ${kind}`));

/**
 * Figures of a month or quarter: counts by their names, how often each reason was met, and the median time at each step in milliseconds.
 * Of totals some are missing.
 */
export type Statistics = {
  counts: Readonly<Record<string, number>>;
  reasons: Readonly<Record<string, number>>;
  medians: Readonly<Record<string, number>>;
};

/** Counts by level and kind. What is not told is absent. */
export const countsByLevel = ({ counts }: Statistics): Record<string, Record<string, number>> =>
  Object.fromEntries(
    ['all', ...levels].map((level) => [
      level,
      Object.fromEntries(
        counted.flatMap((kind) => {
          const count = counts[`${level} ${kind}`];
          return count === undefined ? [] : [[kind, count]];
        }),
      ),
    ]),
  );

/** A time of some milliseconds as it is told to programs. */
export const secondsOf = (ms: number): number => Math.round(ms / 1_000);

/** Sums of roll-ups: of journeys by level and kind, of reasons by reason, of steps by step with their durations; each by partner too. */
export type Summed = {
  journeys: readonly (RollUpKey & { count: number })[];
  reasons: readonly (RollUpKey & { count: number })[];
  steps: readonly (RollUpKey & { count: number; durations?: Histogram })[];
};

/** One partner's own figures, or all partners' as they are. */
export function statisticsOf({ journeys, reasons, steps }: Summed): Statistics {
  const counts = Object.fromEntries(figureNames.map((name) => [name, 0]));
  for (const { level, kind, count } of journeys) {
    for (const one of ['all', level]) counts[`${one} ${kind}`] = (counts[`${one} ${kind}`] ?? 0) + count;
  }
  const met: Record<string, number> = {};
  for (const { reason, count } of reasons) if (reason) met[told(reason)] = (met[told(reason)] ?? 0) + count;
  const names = [...new Set(steps.flatMap(({ step }) => (step ? stepForPartners(step) : [])))];
  const medians = names.flatMap((step) => {
    const durations = steps.flatMap((row) => (isOf(row, step) && row.durations ? [row.durations] : []));
    const median = quantile(addHistograms(durations), 0.5);
    return median === undefined ? [] : [[step, median] as const];
  });
  return { counts, reasons: met, medians: Object.fromEntries(medians) };
}

/** What is told of a month, and what later months are held against. Each table by its name. */
export type Told = { statistics: Statistics; tables: Readonly<Record<string, ToldMonth>> };

/**
 * The totals of all partners, as far as they may be told. `landed`, `started` and `succeeded` hold each other: whoever sees two of them sees
 * how many were lost between. A journey that landed in one month may succeed in the next: where a partner has more of the later, none count
 * as lost between.
 */
export function tellTotals(
  summed: Summed,
  open: ReadonlySet<string>,
  earlier: readonly Told['tables'][],
  onlookers: Onlookers,
): Told {
  const all = statisticsOf(summed);
  const cells = cellsOf(summed.journeys);
  const before = (table: string) => earlier.flatMap((tables) => tables[table] ?? []);
  const tables: Record<string, ToldMonth> = {};
  const names: string[] = [];
  const tell = (table: string, month: MonthTable, wanted: readonly Wanted[]) => {
    const { totals, blocks } = disclose(month, wanted, before(table), onlookers);
    if (totals.size > 0) tables[table] = { ...month, blocks };
    names.push(...totals.keys());
  };
  const within = (...parts: string[]) =>
    new Map([...cells].filter(([cell]) => parts.some((part) => cell.endsWith(part))));
  tell('journeys', { cells: within(...stages), open }, wantedOf(['landed', 'started', 'succeeded']));
  tell('returned', { cells: within('returned'), open }, wantedOf(['returned']));
  for (const reason of Object.keys(all.reasons)) {
    const shares = sharesBy(summed.reasons.filter((row) => row.reason && told(row.reason) === reason));
    tell(`reason ${reason}`, { cells: new Map([[reason, shares]]), open }, [
      { figure: `reason ${reason}`, cells: [reason] },
    ]);
  }
  const everybody = [
    ...onlookers,
    ...[...new Set(summed.steps.map(({ partner }) => partner ?? ''))].map((one) => new Set([one])),
  ];
  const medians = Object.entries(all.medians).filter(([step]) => {
    const shares = sharesBy(summed.steps.filter((row) => isOf(row, step)));
    return sumOf(shares) > 0 && mayBeKnown(shares, open, everybody);
  });
  const counts = figureNames
    .filter((name) => names.includes(name))
    .map((name) => [name, rounded(all.counts[name] ?? 0)]);
  const reasons = Object.entries(all.reasons).filter(([reason]) => names.includes(`reason ${reason}`));
  return {
    statistics: {
      counts: Object.fromEntries(counts),
      reasons: Object.fromEntries(reasons.map(([reason, count]) => [reason, rounded(count)])),
      medians: Object.fromEntries(medians),
    },
    tables,
  };
}

/** A quarter's totals are made of those told of its months: nothing more can be learned from them. Medians cannot be added up. */
export function addTold(months: readonly (Statistics | undefined)[]): Statistics {
  const [first, ...rest] = months;
  if (rest.length === 0 && first) return first;
  const add = (figures: (one: Statistics) => Readonly<Record<string, number>>) => {
    const each = months.map((month) => (month ? figures(month) : {}));
    const names = Object.keys(each[0] ?? {}).filter((name) => each.every((one) => one[name] !== undefined));
    return Object.fromEntries(names.map((name) => [name, each.reduce((sum, one) => sum + (one[name] ?? 0), 0)]));
  };
  return { counts: add(({ counts }) => counts), reasons: add(({ reasons }) => reasons), medians: {} };
}

/** That a record is restricted is nobody's business. */
const told = (reason: Reason): Reason => forPartners(reason);
const isOf = (row: RollUpKey, step: string): boolean => row.step !== undefined && stepForPartners(row.step) === step;

const stages = ['lost before the start', 'lost after it', 'succeeded'] as const;

/** What of each level a figure holds. */
const held: Readonly<Record<(typeof counted)[number], readonly string[]>> = {
  landed: stages,
  started: stages.slice(1),
  succeeded: stages.slice(2),
  returned: ['returned'],
};

const wantedOf = (kinds: readonly (typeof counted)[number][]): Wanted[] =>
  ['all', ...levels].flatMap((level) =>
    kinds.map((kind) => ({
      figure: `${level} ${kind}`,
      cells: levels
        .filter((one) => level === 'all' || one === level)
        .flatMap((one) => held[kind].map((stage) => `${one} ${stage}`)),
    })),
  );

function cellsOf(journeys: Summed['journeys']): Map<string, Shares> {
  const cells = new Map<string, Map<string, number>>();
  const count = (partner: string, level: Level, kind: (typeof counted)[number]) =>
    journeys.find((row) => row.partner === partner && row.level === level && row.kind === kind)?.count ?? 0;
  const put = (cell: string, partner: string, share: number) =>
    cells.set(cell, (cells.get(cell) ?? new Map()).set(partner, Math.max(0, share)));
  for (const partner of new Set(journeys.map((row) => row.partner ?? ''))) {
    for (const level of levels) {
      const [landed, started, succeeded] = (['landed', 'started', 'succeeded'] as const).map((kind) =>
        count(partner, level, kind),
      );
      put(`${level} ${stages[0]}`, partner, (landed ?? 0) - (started ?? 0));
      put(`${level} ${stages[1]}`, partner, (started ?? 0) - (succeeded ?? 0));
      put(`${level} ${stages[2]}`, partner, succeeded ?? 0);
      put(`${level} returned`, partner, count(partner, level, 'returned'));
    }
  }
  return cells;
}

function sharesBy(rows: readonly { partner?: string; count: number }[]): Shares {
  const shares = new Map<string, number>();
  for (const { partner = '', count } of rows) shares.set(partner, (shares.get(partner) ?? 0) + count);
  return shares;
}
