import type { Api } from './api.js';
import type { Level } from './levels.js';

/** Figures of a month or quarter. What Surety does not tell is absent. */
export interface Figures {
  /** Journeys by level, and in all. */
  counts: Readonly<
    Record<'all' | Level, Partial<Readonly<Record<'landed' | 'started' | 'succeeded' | 'returned', number>>>>
  >;
  /** How often each reason was met. Codes are added now and then. */
  reasons: Readonly<Record<string, number>>;
  /** The median time at each step. */
  median_seconds: Readonly<Record<string, number>>;
}

export interface Statistics {
  /** `2026-11`, or `2026-Q4`. */
  period: string;
  own: Figures;
  /** The totals of all services; absent until those of the whole period are told. */
  all?: Figures;
  /** Services that show their figures to others. */
  others: readonly (Figures & { name: string })[];
}

/** @param period a month as `2026-11` or a quarter as `2026-Q4`, of the last year; this month unless you say */
export async function readStatistics(api: Api, period?: string): Promise<Statistics> {
  const query = period === undefined ? '' : `?${new URLSearchParams({ period })}`;
  return (await (await api(`/statistics${query}`)).json()) as Statistics;
}
