import { serviceClock } from '../../domain/service-level.js';
import type { Review } from '../../store/review.js';
import type { Language } from '../words/languages.js';
import { dateTime, hoursBetween } from '../words/times.js';

/** A case's service level as the desk shows it: whole hours until it is due, or since. */
export function clockView({ dueAt, queuedAt }: Pick<Review, 'dueAt' | 'queuedAt'>, now: Date, language: Language) {
  const state = serviceClock(dueAt, now);
  const hours = state === 'late' ? hoursBetween(dueAt, now) : hoursBetween(now, dueAt);
  return {
    state,
    hours,
    since: dateTime(queuedAt, language),
    age: hoursBetween(queuedAt, now),
  };
}
