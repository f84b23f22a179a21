/** People of a day, or of a part of it. */
export interface Counted {
  entered: number;
  hit: number;
  /** How much it counts: 1 is fully. */
  weight: number;
}

/** All together, each by its weight. */
export function pooled(counted: readonly Counted[]): { entered: number; hit: number } {
  let [entered, hit] = [0, 0];
  for (const one of counted) {
    entered += one.entered * one.weight;
    hit += one.hit * one.weight;
  }
  return { entered, hit };
}

/**
 * How far the rate of each group (a day of the week, a part of the day) is from the rate of all: as much of it as is not
 * likely chance (empirical Bayes, by the moments). All 0 where groups differ no more than chance makes them.
 * @param spread the variance of one person’s outcome, with what days share
 */
export function effects<T extends Counted>(
  days: readonly T[],
  groups: number,
  partsOf: (day: T) => readonly { group: number; entered: number; hit: number }[],
  rate: number,
  spread: number,
): number[] {
  const sums = Array.from({ length: groups }, () => ({ entered: 0, hit: 0 }));
  for (const day of days) {
    for (const part of partsOf(day)) {
      const sum = sums[part.group];
      if (!sum) continue;
      sum.entered += part.entered * day.weight;
      sum.hit += part.hit * day.weight;
    }
  }
  let [total, squares, between] = [0, 0, 0];
  for (const { entered, hit } of sums) {
    total += entered;
    squares += entered * entered;
    if (entered > 0) between += entered * (hit / entered - rate) ** 2;
  }
  const room = total - squares / Math.max(1, total);
  const variance = room > 0 ? Math.max(0, (between - (groups - 1) * spread) / room) : 0;
  return sums.map(({ entered, hit }) =>
    entered > 0 && variance > 0 ? (hit / entered - rate) * (variance / (variance + spread / entered)) : 0,
  );
}
