import { hour } from './clock.js';

/** How long after it was sent to caseworkers a case is to be decided, in milliseconds. */
export const serviceLevel = 24 * hour;

/** Below this much time left, in milliseconds, a case is told apart as due soon. */
const soon = serviceLevel / 4;

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
 */
export function dueAfter(now: Date, waitedBefore: number): Date {
  return new Date(now.getTime() + Math.max(0, serviceLevel - waitedBefore));
}
