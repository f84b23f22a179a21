import { day } from '../clock.js';

/**
 * Codes by post. 21 days is how long an enrolment code may live that is sent to a postal address (NIST SP 800-63A-4); five tries of a million in
 * all of it. Each letter costs postage: three in four weeks, for a person and for an address.
 */
export const letterCodes = { lifetime: 21 * day, tries: 5, most: 3, window: 28 * day } as const;

/** When somebody who waits for a letter is reminded: when it should be there, and before its code runs out. */
export const letterReminders = [7 * day, 18 * day] as const;
