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

const hour = 3_600_000;
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

/** The size of a rise, the share of now with its interval of 95 % (Wilson 1927). */
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
  const now = hit / entered;
  const z = 1.96;
  const middle = (now + (z * z) / (2 * entered)) / (1 + (z * z) / entered);
  const half =
    (z * Math.sqrt((now * (1 - now)) / entered + (z * z) / (4 * entered * entered))) / (1 + (z * z) / entered);
  return {
    hours,
    entered,
    hit,
    before: expected / entered,
    now,
    low: Math.max(0, middle - half),
    high: Math.min(1, middle + half),
  };
}

/** A size as it is written: `9% → 31% (27–36%)`. */
export function sizeText({ before, now, low, high }: Size): string {
  const percent = (share: number) => Math.round(share * 100);
  return `${percent(before)}% → ${percent(now)}% (${percent(low)}–${percent(high)}%)`;
}
