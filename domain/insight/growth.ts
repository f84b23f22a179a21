import { day as dayLength } from '../clock.js';
import type { Level } from '../levels/levels.js';
import type { EventKind } from './journey-event.js';
import { utcMonth } from './months.js';

type Counted = { hour?: Date; kind?: EventKind; level?: Level; count: number };

/** New accounts: of all, and of those that reached a level. */
export type NewAccounts = Record<'registered' | 'P5' | 'P9', number>;

/** One day: what was new, and all until its end. */
export type GrowthDay = { day: Date; fresh: NewAccounts; total: NewAccounts };

/** Which figure a count adds to, if to any. */
function figureOf({ kind, level }: Counted): keyof NewAccounts | undefined {
  if (kind === 'registered') return 'registered';
  return kind === 'reached' && (level === 'P5' || level === 'P9') ? level : undefined;
}

/** Adds up what happened before the first day. */
export function sumOf(counts: readonly Counted[]): NewAccounts {
  const sum = { registered: 0, P5: 0, P9: 0 };
  for (const row of counts) {
    const figure = figureOf(row);
    if (figure) sum[figure] += row.count;
  }
  return sum;
}

/** Every day of a time, those without anything too. @param before what there was when the first began */
export function growthOf(counts: readonly Counted[], before: NewAccounts, from: Date, to: Date): GrowthDay[] {
  const days: GrowthDay[] = [];
  let total = before;
  for (let start = from.getTime(); start < to.getTime(); start += dayLength) {
    const fresh = sumOf(counts.filter(({ hour }) => hour?.getTime() === start));
    const { registered, P5, P9 } = total;
    total = { registered: registered + fresh.registered, P5: P5 + fresh.P5, P9: P9 + fresh.P9 };
    days.push({ day: new Date(start), fresh, total });
  }
  return days;
}

/** Sums by month, `2026-11` and so on, in order. */
export function byMonth(counts: readonly Counted[]): { month: string; count: number }[] {
  const months = new Map<string, number>();
  for (const { hour, count } of counts) {
    const month = hour ? utcMonth(hour) : '';
    months.set(month, (months.get(month) ?? 0) + count);
  }
  return [...months].map(([month, count]) => ({ month, count })).sort((a, b) => (a.month < b.month ? -1 : 1));
}
