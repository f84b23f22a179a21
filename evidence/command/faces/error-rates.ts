import { type DistanceCounts, type PairDistances, STEP } from './distances.js';

/** What happens where two photos count as one person when their distance is below a threshold. */
export interface OperatingPoint {
  threshold: number;
  /** Share of pairs of different people that would be taken for one (false match rate), 0–1. */
  fmr: number;
  /** Share of pairs of one person that would not be (false non-match rate), 0–1. */
  fnmr: number;
}

/** The share of pairs of one person at or above the threshold. */
export function fnmrAt({ same }: Pick<PairDistances, 'same'>, threshold: number): number {
  return same.filter(({ distance }) => distance >= threshold).length / same.length;
}

/** The share of pairs of different people below the threshold. */
export function fmrAt({ different }: Pick<PairDistances, 'different'>, threshold: number): number {
  const end = Math.min(different.counts.length, Math.round(threshold / STEP));
  let below = 0;
  for (let step = 0; step < end; step++) below += different.counts[step] ?? 0;
  return below / different.total;
}

/**
 * The largest threshold at which no more than the share `fmr` of different pairs is below it. With fewer than 1/fmr
 * pairs that is the nearest pair of different people: no false match at all.
 */
export function thresholdFor({ counts, total }: DistanceCounts, fmr: number): number {
  const most = Math.floor(fmr * total + 1e-9);
  let below = 0;
  for (let step = 0; step < counts.length; step++) {
    below += counts[step] ?? 0;
    if (below > most) return step * STEP;
  }
  return counts.length * STEP;
}

/** The chance that a pair of one person is nearer than a pair of different people (area under the ROC curve). */
export function areaUnderCurve({ same, different }: PairDistances): number {
  const distances = same.map(({ distance }) => distance).sort((a, b) => a - b);
  let below = 0;
  let step = 0;
  let ordered = 0;
  for (const distance of distances) {
    const own = Math.floor(distance / STEP);
    for (; step < own; step++) below += different.counts[step] ?? 0;
    ordered += different.total - below - (different.counts[own] ?? 0) / 2;
  }
  return ordered / (distances.length * different.total);
}

/** The curve of both errors, a point for each threshold at which one of them changes noticeably. */
export function curveOf(pairs: PairDistances, points = 400): OperatingPoint[] {
  const largest = 1.2;
  return Array.from({ length: points }, (_, at) => {
    const threshold = (largest * (at + 1)) / points;
    return { threshold, fmr: fmrAt(pairs, threshold), fnmr: fnmrAt(pairs, threshold) };
  });
}
