/** Durations in milliseconds. Nothing here reads a clock: times are arguments. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Unfinished registrations and cases end after this long without a step by the person. */
export const unfinishedEnds = 28 * day;

/** When the person is reminded, counted from their last step. */
export const reminderTimes = [1 * day, 7 * day, 21 * day] as const;

/** One-time codes: how long, how many tries, how many further codes. */
export const oneTimeCodes = { lifetime: 10 * minute, tries: 5, resends: 3 } as const;
