import { expect, test } from '@jest/globals';
import type { Pose } from '../../evidence/liveness/pose.js';
import { type Keep, PoseKeeper } from './pose-keeper.js';

/** Shows a pose every 100 ms from a time on, and tells what was kept when. */
function show(keeper: PoseKeeper, pose: Pose | undefined, from: number, to: number): [number, Keep][] {
  const kept: [number, Keep][] = [];
  for (let at = from; at <= to; at += 100) {
    const keep = keeper.see(pose, at);
    if (keep !== 'nothing') kept.push([at, keep]);
  }
  return kept;
}

test('a pose held for 0.4 s gives two pictures, and the next pose is awaited', () => {
  const keeper = new PoseKeeper(['centre', 'left']);
  expect(show(keeper, 'centre', 0, 900)).toEqual([
    [400, 'first'],
    [700, 'last'],
  ]);
  expect(keeper.awaited).toBe('left');
  expect(keeper.step).toBe(1);
});

test('a head that swings through a pose gives none', () => {
  const keeper = new PoseKeeper(['left']);
  expect(show(keeper, undefined, 0, 500)).toEqual([]);
  expect(show(keeper, 'left', 600, 900)).toEqual([]);
  expect(show(keeper, 'right', 1000, 3000)).toEqual([]);
  expect(keeper.holding).toBe(false);
});

test('who leaves a pose after its first picture begins it again', () => {
  const keeper = new PoseKeeper(['right', 'centre']);
  expect(show(keeper, 'right', 0, 500)).toEqual([[400, 'first']]);
  keeper.see(undefined, 600);
  expect(keeper.step).toBe(0);
  expect(show(keeper, 'right', 700, 1400)).toEqual([
    [1100, 'first'],
    [1400, 'last'],
  ]);
});

test('slow devices, which see two pictures a second, get through too', () => {
  const keeper = new PoseKeeper(['centre']);
  expect([0, 500, 1000].map((at) => keeper.see('centre', at))).toEqual(['nothing', 'first', 'last']);
  expect(keeper.awaited).toBeUndefined();
  expect(keeper.see('centre', 1500)).toBe('nothing');
});
