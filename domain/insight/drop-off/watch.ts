import type { Baseline } from './baseline.js';
import type { HourlyCounts, HourNumber } from './counts.js';
import { discoveries } from './discoveries.js';
import { isOver } from './over.js';
import { type Score, score } from './score.js';

/** One partner × step × reason as a run looks at it. */
export interface WatchedSeries {
  counts: HourlyCounts;
  /** The place in `counts` after the last whole hour. */
  end: number;
  baseline: Baseline;
  /** Hours since the last incident of it was over, if there was one: what was before is told already. */
  fresh?: number;
  /** An incident of it that is not over: what it rose by when it was told, and how many hours ago that was. */
  live?: { rise: number; since: number };
}

/** What a run of the watch finds, by the places of the series. */
export interface Findings {
  spikes: { place: number; score: Score }[];
  over: number[];
}

/**
 * One run of the watch over all series of all partners. Series with a live incident are asked only whether it is over:
 * they are told already, and must not lend their weight to others.
 * @param hour the hour after the last whole one
 */
export function watch(series: readonly WatchedSeries[], partners: number, hour: HourNumber): Findings {
  const suspects: { place: number; score: Score }[] = [];
  const over: number[] = [];
  let family = 0;
  series.forEach(({ counts, end, baseline, fresh, live }, place) => {
    if (live) {
      if (isOver(counts, end, hour, baseline, live)) over.push(place);
      return;
    }
    family++;
    const scored = score(counts, end, hour, baseline, fresh);
    if (scored) suspects.push({ place, score: scored });
  });
  const chances = suspects.map((suspect) => suspect.score.chance);
  const found = discoveries(chances, partners, family);
  return { spikes: found.flatMap((place) => suspects[place] ?? []), over };
}
