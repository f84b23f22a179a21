import { hour } from '../../clock.js';

/** Counts of one series, hour by hour, the oldest first: at each place the hour's own. */
export interface HourlyCounts {
  /** How many came to the step. */
  entered: ArrayLike<number>;
  /** How many got beyond it in that hour, whenever they had come; or how often the reason was met. */
  counted: ArrayLike<number>;
  /** Which of the two was counted. Who does not get beyond a step is lost there. */
  what: 'left' | 'met';
}

/** Whole hours since 1 January 1970, UTC: what hours are counted by. */
export type HourNumber = number;

export const hoursOfDay = 24;

export const hourNumber = (time: number): HourNumber => Math.floor(time / hour);

/** Monday is 0. The first hour of 1970 was of a Thursday. */
export const weekdayOf = (at: HourNumber): number => (Math.floor(at / hoursOfDay) + 3) % 7;

/**
 * Who came to a step in one hour and gets beyond it in the next is missing in one and too many in the other: where traffic rises, people would
 * seem to be lost. So an hour is asked about those whose turn it was.
 * @param late the share of people who get on in the hour after they came
 */
export const dueAt = ({ entered }: HourlyCounts, at: number, late: number): number =>
  (1 - late) * (entered[at] ?? 0) + late * (entered[at - 1] ?? 0);

/** How many of those were lost, or met the reason. Below zero where more got beyond than were due. */
export const hitAt = ({ counted, what }: HourlyCounts, at: number, due: number): number =>
  what === 'left' ? due - (counted[at] ?? 0) : (counted[at] ?? 0);

const surely = 50;

/**
 * The share of people who get on in the hour after they came: by least squares of those who got beyond on those who came in the same hour and in the
 * one before, drawn towards none where little is known.
 */
export function lateShare({ entered, counted }: HourlyCounts, from: number, to: number): number {
  let [same, both, before, nowSame, nowBefore] = [0, 0, 0, 0, 0];
  for (let at = from + 1; at < to; at++) {
    const [came, earlier, on] = [entered[at] ?? 0, entered[at - 1] ?? 0, counted[at] ?? 0];
    const weight = 1 / (came + earlier + 1);
    same += weight * came * came;
    both += weight * came * earlier;
    before += weight * earlier * earlier;
    nowSame += weight * came * on;
    nowBefore += weight * earlier * on;
  }
  // As if some people more were known, who all got on at once.
  same += surely;
  nowSame += surely;
  before += surely;
  const determinant = same * before - both * both;
  if (determinant <= 0) return 0;
  const [atOnce, later] = [nowSame * before - nowBefore * both, nowBefore * same - nowSame * both];
  return atOnce + later > 0 ? Math.min(0.9, Math.max(0, later / (atOnce + later))) : 0;
}
