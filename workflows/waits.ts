import { letterReminders } from '../domain/accounts/letter-codes.js';
import { reminderTimes, unfinishedEnds } from '../domain/journey/unfinished.js';

/** How a wait for the person goes on: the reminders sent since their last step, and whether it is the post that they wait for. */
export type Waiting = { since: number; reminded: number; forLetter?: true };

/** The next thing a wait leads to, and when (ms since 1970). */
export function nextWake(waiting: Waiting): { at: number; what: 'remind' | 'end' } {
  const reminder = (waiting.forLetter ? letterReminders : reminderTimes)[waiting.reminded];
  return reminder === undefined
    ? { at: waiting.since + unfinishedEnds, what: 'end' }
    : { at: waiting.since + reminder, what: 'remind' };
}
