import { describe, expect, it } from '@jest/globals';
import { detPlot } from './det-plot.js';
import { type LabelledFace, type PairDistances, pairDistances, STEP } from './distances.js';
import { areaUnderCurve, curveOf, fmrAt, fnmrAt, thresholdFor } from './error-rates.js';
import { fnmrInterval, wilson } from './intervals.js';

const face = (person: string, place: number): LabelledFace => ({ person, embedding: Float32Array.of(place, 0) });

/** Distances laid down by hand. */
function pairs(same: number[], different: number[]): PairDistances {
  const counts = new Float64Array(Math.ceil(2.5 / STEP));
  for (const distance of different)
    counts[Math.floor(distance / STEP)] = (counts[Math.floor(distance / STEP)] ?? 0) + 1;
  const distances = same.map((distance, at) => ({ person: `p${at}`, distance }));
  return { same: distances, different: { counts, total: different.length } };
}

describe('error rates of a face match', () => {
  it('compares every photo with every other once', () => {
    const { same, different } = pairDistances([face('a', 0), face('a', 0.25), face('b', 1), face('c', 2)]);
    expect(same).toEqual([{ person: 'a', distance: 0.25 }]);
    expect(different.total).toBe(5);
    expect(different.counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  it('finds the threshold that lets no more than the share asked for through', () => {
    const different = Array.from({ length: 1000 }, (_, at) => 0.5 + at / 1000);
    const all = pairs([0.3, 0.505, 0.52, 0.9], different);
    const threshold = thresholdFor(all.different, 0.01);
    expect(threshold).toBeCloseTo(0.51, 4);
    expect(fmrAt(all, threshold)).toBeLessThanOrEqual(0.01);
    expect(fnmrAt(all, threshold)).toBe(0.5);
  });

  it('lets nobody through where there are too few pairs for the share', () => {
    const all = pairs([0.3], [0.7, 0.8]);
    expect(fmrAt(all, thresholdFor(all.different, 0.0001))).toBe(0);
    expect(thresholdFor(all.different, 0.0001)).toBeCloseTo(0.7, 4);
  });

  it.each([
    [[0.1, 0.2], [0.5, 0.6], 1],
    [[0.5, 0.6], [0.1, 0.2], 0],
    [[0.2, 0.4], [0.3, 0.5], 0.75],
    [[0.4], [0.4], 0.5],
  ])('same at %j, different at %j: the area under the curve is %s', (same, different, area) => {
    expect(areaUnderCurve(pairs(same, different))).toBeCloseTo(area, 9);
  });

  it('gives no certainty where no error was seen in a few pairs', () => {
    const [low, high] = fnmrInterval(pairs([0.1, 0.2, 0.3], [0.9]).same, 0.5);
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(0.5);
    expect(wilson(0, 0)).toEqual([0, 1]);
  });

  it('is less sure where all errors are of one person than where they are spread', () => {
    const of = (missed: (person: number) => boolean) =>
      Array.from({ length: 400 }, (_, at) => ({ person: `p${at % 20}`, distance: missed(at) ? 0.9 : 0.1 }));
    const [, clustered] = fnmrInterval(
      of((at) => at % 20 === 0),
      0.5,
    );
    const [, spread] = fnmrInterval(
      of((at) => at < 20),
      0.5,
    );
    expect(clustered).toBeGreaterThan(spread);
  });

  it('draws a curve whose title cannot break the picture, and whose every point is a place', () => {
    const svg = detPlot(curveOf(pairs([0.1, 0.7], [0.6, 0.9])), 'a <b> & "c"');
    expect(svg).not.toContain('<b>');
    expect(svg).not.toContain('NaN');
    expect(svg.match(/<polyline/g)).toHaveLength(1);
  });
});
