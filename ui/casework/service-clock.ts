import { serviceClock } from '../../domain/casework/service-level.js';
import type { Language } from '../words/languages.js';
import { dateTime, hoursBetween } from '../words/times.js';

/** The service level of a case or a message as the desk shows it: whole hours until it is due, or since. */
export function clockView({ dueAt, queuedAt }: { dueAt: Date; queuedAt: Date }, now: Date, language: Language) {
  const state = serviceClock(dueAt, now);
  const hours = state === 'late' ? hoursBetween(dueAt, now) : hoursBetween(now, dueAt);
  return {
    state,
    hours,
    since: dateTime(queuedAt, language),
    age: hoursBetween(queuedAt, now),
  };
}
