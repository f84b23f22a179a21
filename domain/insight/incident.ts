import { hour } from '../clock.js';
import { proportion } from './proportion.js';

/** A change that people on the way may have felt. */
export type Change = {
  kind: 'release' | 'setting';
  /** A release’s name; of a setting the code of the change, as in the history of the service. */
  name: string;
  at: Date;
};

/** How large a rise is: shares of those who came, and how sure the one of now is. */
export type Size = {
  hours: number;
  entered: number;
  hit: number;
  before: number;
  now: number;
  low: number;
  high: number;
};

/** A rise is seen in whole hours, and may have begun before the window that showed it best. */
const earlier = 12 * hour;
const mostNamed = 3;

/**
 * What a rise followed: changes from twelve hours before it was first seen until it was told, the nearest to its beginning first. That one came after the other
 * is no proof; it says where to look.
 */
export function followed(changes: readonly Change[], since: Date, told: Date): Change[] {
  const distance = ({ at }: Change) => Math.abs(at.getTime() - since.getTime());
  return changes
    .filter(({ at }) => at.getTime() >= since.getTime() - earlier && at.getTime() <= told.getTime())
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, mostNamed);
}

/** The size of a rise, the share of now with its interval of 95 %. */
export function sizeOf({
  hours,
  entered,
  hit,
  expected,
}: {
  hours: number;
  entered: number;
  hit: number;
  expected: number;
}): Size {
  const { share = 0, low = 0, high = 1 } = proportion(hit, entered) ?? {};
  return { hours, entered, hit, before: expected / entered, now: share, low, high };
}

/** A size as it is written: `9% → 31% (27–36%)`. */
export function sizeText({ before, now, low, high }: Size): string {
  const percent = (share: number) => Math.round(share * 100);
  return `${percent(before)}% → ${percent(now)}% (${percent(low)}–${percent(high)}%)`;
}
