import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyHomography, fitHomography, homographyResidual } from './homography.js';
import { judgeIdentity } from './identity.js';
import { poseOf } from './pose.js';
import { timesAreHuman } from './times.js';

describe('the pose of a head', () => {
  it.each([
    [0, 'centre'],
    [-7.9, 'centre'],
    [8, undefined],
    [-15, undefined],
    [-20, 'left'],
    [20, 'right'],
    [45, 'right'],
    [Number.NaN, undefined],
  ])('at a yaw of %s degrees is %s', (yaw, pose) => {
    expect(poseOf(yaw)).toBe(pose);
  });

  it('is never taken from a flat photo turned by hand, even with the slack allowed to a browser', () => {
    for (const yaw of [-15, 15]) expect(poseOf(yaw, 2)).toBeUndefined();
  });
});

describe('the homography', () => {
  const points = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0.4, 0.3],
    [0.7, 0.8],
  ] as const;
  const small = fc.double({ min: -0.2, max: 0.2, noNaN: true });

  it('explains any view of a flat picture', () => {
    fc.assert(
      fc.property(fc.tuple(small, small, small, small, small, small), ([a, b, c, d, g, h]) => {
        const seen = points.map((point) => applyHomography([1 + a, b, c, d, 1 - a, b, g, h], point));
        expect(homographyResidual(points, seen)).toBeLessThan(1e-6);
      }),
    );
  });

  it('does not explain one point that stands out', () => {
    const seen = points.map(([x, y], index) => [x + (index === 4 ? 0.5 : 0), y] as const);
    expect(homographyResidual(points, seen)).toBeGreaterThan(0.05);
  });

  it('does not fall over points that lie in one line', () => {
    const line = points.map((_, index) => [index, index] as const);
    expect(fitHomography(line, line)).toBeUndefined();
    expect(homographyResidual(line, line)).toBe(0);
  });
});

describe('the times of a scan', () => {
  const at = (...times: number[]) => times.map((takenAt, index) => ({ pose: index % 2 ? 'left' : 'centre', takenAt }));

  it('are believed when a head could have done it', () => expect(timesAreHuman(at(0, 900, 1800))).toBe(true));

  it.each([
    ['backwards', at(0, 2000, 1000)],
    ['all at once', at(5, 5, 5)],
    ['negative', at(-1, 1000)],
    ['for ever', at(0, 1000, 10_000_000)],
    ['not a number', at(0, Number.NaN)],
  ])('are not believed when they run %s', (_, frames) => expect(timesAreHuman(frames)).toBe(false));
});

describe('the identity of a scan', () => {
  const at = (value: number): Float32Array => new Float32Array(128).fill(value);
  const frames = [{ pose: 'centre' }, { pose: 'left' }, { pose: 'centre' }] as const;

  it('is the median over the centre frames', () => {
    const { embedding, samePerson, still } = judgeIdentity(frames, [at(0), at(0.05), at(0.02)]);
    expect(embedding[0]).toBeCloseTo(0.01);
    expect(samePerson).toBe(true);
    expect(frames[still]?.pose).toBe('centre');
  });

  it('is not one person when two centre frames differ, though each is near their middle', () => {
    const { samePerson } = judgeIdentity(frames, [at(0), at(0.03), at(0.06)]);
    expect(samePerson).toBe(false);
  });

  it('is not one person when the head that turns is another', () => {
    expect(judgeIdentity(frames, [at(0), at(0.07), at(0)]).samePerson).toBe(false);
  });
});
