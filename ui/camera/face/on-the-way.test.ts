import { expect, test } from '@jest/globals';
import type { Pose } from '../../../evidence/liveness/pose.js';
import { findOnTheWay } from './on-the-way.js';
import type { Seen } from './seen.js';

const way: Seen = {};
const posed = (pose: Pose): Seen => ({ pose });

/** What is found among pictures that show these, and how many were looked at. */
async function found(pictures: readonly Seen[], from: Pose, to: Pose): Promise<[number, number]> {
  let looks = 0;
  const picture = await findOnTheWay([...pictures.keys()], from, to, async (index) => {
    looks++;
    return pictures[index] as Seen;
  });
  return [picture ?? -1, looks];
}

test('a turn is found wherever it lies among the pictures', async () => {
  for (let at = 0; at < 7; at++) {
    const pictures = Array.from({ length: 7 }, (_, index) =>
      index < at ? posed('centre') : index > at ? posed('left') : way,
    );
    const [picture, looks] = await found(pictures, 'centre', 'left');
    expect(picture).toBe(at);
    expect(looks).toBeLessThanOrEqual(3);
  }
});

test('from one side to the other a head passes the centre', async () => {
  expect(await found([posed('left'), posed('centre'), posed('right')], 'left', 'right')).toEqual([1, 1]);
});

test('nothing is found where nothing was caught, nor where no face could be seen, and nobody waits for long', async () => {
  expect(await found([], 'centre', 'left')).toEqual([-1, 0]);
  expect(await found([posed('centre'), posed('left')], 'centre', 'left')).toEqual([-1, 2]);
  const blurred = Array<Seen>(40).fill({ hint: 'no-face' });
  expect(await found(blurred, 'centre', 'left')).toEqual([-1, 3]);
});
