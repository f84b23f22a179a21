import { day } from '../clock.js';

/** Unfinished registrations and cases end after this long without a step by the person. */
export const unfinishedEnds = 28 * day;

/** When the person is reminded, counted from their last step. */
export const reminderTimes = [1 * day, 7 * day, 21 * day] as const;
