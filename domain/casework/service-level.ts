import { hour } from '../clock.js';
import { usualReviewTime } from './review-time.js';

/** Below this much time left, in milliseconds, a case is told apart as due soon. */
const soon = 6 * hour;

/** How a case stands to its service level. */
export type ServiceClock = 'in-time' | 'soon' | 'late';

/** @param dueAt when it is to be decided, @param now both of one clock */
export function serviceClock(dueAt: Date, now: Date): ServiceClock {
  const left = dueAt.getTime() - now.getTime();
  if (left < 0) return 'late';
  return left < soon ? 'soon' : 'in-time';
}

/**
 * When a case is to be decided that is sent to caseworkers now. While it was with the person the clock stood still; what it had waited for
 * caseworkers before counts.
 *
 * @param waitedBefore milliseconds
 * @param hours the service level: how long after it was sent to caseworkers a case is to be decided
 */
export function dueAfter(now: Date, waitedBefore: number, hours = usualReviewTime.hours): Date {
  return new Date(now.getTime() + Math.max(0, hours * hour - waitedBefore));
}
