import { hour } from '../clock.js';

/** A calendar month, as `2026-11`: in the United Kingdom where nothing else is said. */
export type Month = string;

/** The month of a moment by the world's clock: users of a month are noted and added up by it. */
export const utcMonth = (at: Date): Month => at.toISOString().slice(0, 7);

/** A month or a quarter: what figures are shown of. */
export type Period = { name: string; months: readonly Month[] };

const text = (year: number, month: number): Month => `${year}-${String(month).padStart(2, '0')}`;
const parts = (month: Month): [number, number] => [Number(month.slice(0, 4)), Number(month.slice(5, 7))];

export const nextMonth = (month: Month): Month => {
  const [year, number] = parts(month);
  return number === 12 ? text(year + 1, 1) : text(year, number + 1);
};

const lastMonth = (month: Month): Month => {
  const [year, number] = parts(month);
  return number === 1 ? text(year - 1, 12) : text(year, number - 1);
};

/** When a month begins in the United Kingdom. On its first day, summer time holds from April to October: it begins in March, and ends in October, on a last Sunday. */
export function startOfMonth(month: Month): Date {
  const [year, number] = parts(month);
  const summer = number >= 4 && number <= 10;
  return new Date(Date.UTC(year, number - 1, 1) - (summer ? hour : 0));
}

/** The month in which a moment lies. */
export function monthOf(at: Date): Month {
  const month = text(at.getUTCFullYear(), at.getUTCMonth() + 1);
  return at >= startOfMonth(nextMonth(month)) ? nextMonth(month) : month;
}

export const monthBefore = (at: Date): Month => lastMonth(monthOf(at));

/** When a month is reported: on the 1st of the next, at six in the morning. Late events and roll-ups have come in by then. */
export const reportedAt = (month: Month): Date => new Date(startOfMonth(nextMonth(month)).getTime() + 6 * hour);

/** The months before one, the newest first. */
export function monthsUpTo(month: Month, count: number): Month[] {
  const months = [month];
  while (months.length < count) months.push(lastMonth(months.at(-1) ?? month));
  return months;
}

const quarterOf = (month: Month): string => `${month.slice(0, 4)}-Q${Math.ceil(parts(month)[1] / 3)}`;

/** A month, or a quarter as `2026-Q4`; undefined for anything else. */
export function periodOf(name: unknown): Period | undefined {
  if (typeof name !== 'string') return undefined;
  if (/^20\d\d-(0[1-9]|1[0-2])$/.test(name)) return { name, months: [name] };
  const [, year, quarter] = /^(20\d\d)-Q([1-4])$/.exec(name) ?? [];
  if (!year || !quarter) return undefined;
  return { name, months: [1, 2, 3].map((one) => text(Number(year), (Number(quarter) - 1) * 3 + one)) };
}

/** The periods to choose from: this month and those of the last year, and the quarters that these hold whole. */
export function periodsAt(now: Date): { months: Month[]; quarters: string[] } {
  const months = monthsUpTo(monthOf(now), 13);
  const quarters = [...new Set(months.map(quarterOf))];
  return { months, quarters: quarters.filter((one) => periodOf(one)?.months.every((month) => months.includes(month))) };
}
