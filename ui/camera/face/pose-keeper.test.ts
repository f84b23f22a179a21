import { expect, test } from '@jest/globals';
import { COLOUR_SETTLES } from '../../../evidence/liveness/colours.js';
import type { Pose } from '../../../evidence/liveness/pose.js';
import { PoseKeeper } from './pose-keeper.js';

/** From a camera of 20 pictures a second. */
const taken = (at: number) => ({ at, number: at / 50 });

/** Shows a pose every so often from a time on, lights the screen as is wanted, and tells when pictures were kept, and in which colour. */
function show(keeper: PoseKeeper, pose: Pose | undefined, from: number, to: number, every = 100): [number, number?][] {
  const kept: [number, number?][] = [];
  for (let at = from; at <= to; at += every) {
    const { colour } = keeper;
    if (keeper.see(pose, taken(at))) kept.push(colour === undefined ? [at] : [at, colour]);
    // Looking took nearly until the next picture.
    if (keeper.colour !== colour) keeper.light(taken(at + every - 50));
  }
  return kept;
}

test('the first pose, held for 0.3 s, gives two pictures, and each other one gives one', () => {
  const keeper = new PoseKeeper(['centre', 'left', 'centre'], 0);
  expect(show(keeper, 'centre', 0, 900)).toEqual([[300], [600]]);
  expect(keeper.awaited).toBe('left');
  expect(keeper.step).toBe(1);
  expect(show(keeper, 'left', 1000, 1900)).toEqual([[1300]]);
  expect(show(keeper, 'centre', 2000, 2900)).toEqual([[2300]]);
  expect(keeper.awaited).toBeUndefined();
});

test('a head that swings through a pose gives none', () => {
  const keeper = new PoseKeeper(['left'], 0);
  expect(show(keeper, undefined, 0, 500)).toEqual([]);
  expect(show(keeper, 'left', 600, 800)).toEqual([]);
  expect(show(keeper, 'right', 1000, 3000)).toEqual([]);
  expect(keeper.holding).toBe(false);
});

test('who leaves a pose after its first picture goes on where they were', () => {
  const keeper = new PoseKeeper(['centre', 'left'], 0);
  expect(show(keeper, 'centre', 0, 500)).toEqual([[300]]);
  show(keeper, undefined, 600, 600);
  expect(keeper.step).toBe(0);
  expect(show(keeper, 'centre', 700, 1400)).toEqual([[1000]]);
  expect(keeper.step).toBe(1);
});

test.each([100, 500, 1500])(
  'the last pose gives a picture in each colour, none before it has settled, at one look in %d ms',
  (every) => {
    const keeper = new PoseKeeper(['left', 'centre'], 3);
    expect(keeper.colour).toBeUndefined();
    show(keeper, 'left', 0, 3000, every);
    expect(keeper.step).toBe(1);
    const kept = show(keeper, 'centre', 4000, 20_000, every);
    expect(kept.map(([, colour]) => colour)).toEqual([0, 1, 2]);
    kept.forEach(([at], index) => {
      expect(at - (kept[index - 1]?.[0] ?? 4000)).toBeGreaterThanOrEqual(COLOUR_SETTLES + every - 50);
    });
    expect(keeper.awaited).toBeUndefined();
    expect(keeper.colour).toBeUndefined();
  },
);

test('who looks away during a colour is shown the same one until they are back', () => {
  const keeper = new PoseKeeper(['centre'], 2);
  show(keeper, 'centre', 0, 1300);
  const { colour } = keeper;
  expect(show(keeper, 'left', 1400, 4000)).toEqual([]);
  expect(keeper.colour).toBe(colour);
});

test('no picture is kept of a colour that is not shown yet, nor before the camera has shown some new ones', () => {
  const keeper = new PoseKeeper(['centre'], 1);
  expect(keeper.see('centre', { at: 0, number: 1 })).toBe(false);
  expect(keeper.see('centre', { at: 5_000, number: 2 })).toBe(false);
  expect(keeper.colour).toBe(0);
  expect(keeper.see('centre', { at: 10_000, number: 3 })).toBe(false);
  keeper.light({ at: 10_000, number: 3 });
  expect(keeper.see('centre', { at: 20_000, number: 5 })).toBe(false);
  expect(keeper.see('centre', { at: 30_000, number: 6 })).toBe(true);
});

test('slow devices, which look at two pictures a second, get through too', () => {
  const keeper = new PoseKeeper(['centre'], 0);
  expect(show(keeper, 'centre', 0, 1500, 500)).toEqual([[500], [1000]]);
  expect(keeper.awaited).toBeUndefined();
});
