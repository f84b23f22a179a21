/**
 * A time further off than any that is put for a lease of so many milliseconds, even by a clock that is ahead of this one by as much as the
 * lease. What lies behind it was put by a clock that was wrong, and holds nobody up until it comes.
 */
export const farOff = (now: Date, lease: number): Date => new Date(now.getTime() + 2 * lease);
