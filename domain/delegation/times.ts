import { hour } from '../clock.js';
import { type Delegation, reviewMonths } from './delegation.js';

/** So many months later, on the same day; where there is no such day, on the first of the next month. In milliseconds. */
export function monthsLater(at: number, months: number): number {
  const date = new Date(at);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

/** When somebody reaches an age: an hour before midnight in UTC, so never late in Britain's summer time. @param birthDate YYYY-MM-DD */
export function birthday(birthDate: string, years: number): number {
  const [year = 0, month = 1, dayOfMonth = 1] = birthDate.split('-').map(Number);
  return Date.UTC(year + years, month - 1, dayOfMonth) - hour;
}

/** When a delegation that begins now ends, and when it is to be looked at first. A child's ends at 16, and is looked at when they turn 13. */
export function firstTimes(
  { months, sixteenAt, thirteenAt }: Pick<Delegation, 'months' | 'sixteenAt' | 'thirteenAt'>,
  now: number,
): { endsAt: number; reviewAt: number } {
  const endsAt = Math.min(monthsLater(now, months), sixteenAt ?? Number.POSITIVE_INFINITY);
  return { endsAt, reviewAt: nextReview({ thirteenAt }, now) };
}

/** When it is to be looked at again after it was looked at now. */
export function nextReview({ thirteenAt }: Pick<Delegation, 'thirteenAt'>, now: number): number {
  const yearly = monthsLater(now, reviewMonths);
  return thirteenAt !== undefined && thirteenAt > now ? Math.min(yearly, thirteenAt) : yearly;
}
