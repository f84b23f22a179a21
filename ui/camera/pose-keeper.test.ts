import { expect, test } from '@jest/globals';
import { COLOUR_SETTLES } from '../../evidence/liveness/colours.js';
import type { Pose } from '../../evidence/liveness/pose.js';
import { PoseKeeper } from './pose-keeper.js';

/** Shows a pose every 100 ms from a time on, and tells when pictures were kept, and in which colour. */
function show(keeper: PoseKeeper, pose: Pose | undefined, from: number, to: number): [number, number?][] {
  const kept: [number, number?][] = [];
  for (let at = from; at <= to; at += 100) {
    const { colour } = keeper;
    if (keeper.see(pose, at)) kept.push(colour === undefined ? [at] : [at, colour]);
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
  keeper.see(undefined, 600);
  expect(keeper.step).toBe(0);
  expect(show(keeper, 'centre', 700, 1400)).toEqual([[1000]]);
  expect(keeper.step).toBe(1);
});

test('the last pose gives a picture in each colour, none before the colour has settled', () => {
  const keeper = new PoseKeeper(['left', 'centre'], 3);
  expect(keeper.colour).toBeUndefined();
  show(keeper, 'left', 0, 700);
  expect(keeper.step).toBe(1);
  const kept = show(keeper, 'centre', 1000, 6000);
  expect(kept.map(([, colour]) => colour)).toEqual([0, 1, 2]);
  kept.forEach(([at], index) => {
    expect(at - (kept[index - 1]?.[0] ?? 1300)).toBeGreaterThanOrEqual(COLOUR_SETTLES);
  });
  expect(keeper.awaited).toBeUndefined();
  expect(keeper.colour).toBeUndefined();
});

test('who looks away during a colour is shown the same one until they are back', () => {
  const keeper = new PoseKeeper(['centre'], 2);
  show(keeper, 'centre', 0, 1200);
  const { colour } = keeper;
  expect(show(keeper, 'left', 1300, 4000)).toEqual([]);
  expect(keeper.colour).toBe(colour);
});

test('a slow device sees several pictures in a colour before one is kept', () => {
  const keeper = new PoseKeeper(['centre'], 2);
  const kept = [0, 500, 1000, 1500, 2000, 2500, 3000].map((at) => keeper.see('centre', at));
  expect(kept.indexOf(true)).toBe(4);
});

test('slow devices, which see two pictures a second, get through too', () => {
  const keeper = new PoseKeeper(['centre'], 0);
  expect([0, 500, 1000].map((at) => keeper.see('centre', at))).toEqual([false, true, true]);
  expect(keeper.awaited).toBeUndefined();
  expect(keeper.see('centre', 1500)).toBe(false);
});
