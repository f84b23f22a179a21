/** Counts of one series, hour by hour, the oldest first: at each place the hour's own. */
export interface HourlyCounts {
  /** How many came to the step. */
  entered: ArrayLike<number>;
  /** How many of them were lost there, or met the reason. */
  hit: ArrayLike<number>;
}

/** Whole hours since 1 January 1970, UTC: what hours are counted by. */
export type HourNumber = number;

export const hourMs = 3_600_000;
export const hoursOfDay = 24;

export const hourNumber = (time: number): HourNumber => Math.floor(time / hourMs);

/** Monday is 0. The first hour of 1970 was of a Thursday. */
export const weekdayOf = (hour: HourNumber): number => (Math.floor(hour / hoursOfDay) + 3) % 7;
