import type { Pose } from '../../../evidence/liveness/pose.js';
import type { Seen } from './seen.js';

/** Whoever holds a pose must not wait for long while pictures are looked at again. */
const MOST_LOOKS = 3;

/** Whether a picture shows a head between two poses; from one side to the other it passes the centre. */
export function isBetween({ pose, hint }: Seen, from: Pose, to: Pose): boolean {
  return hint === undefined && pose !== from && pose !== to;
}

/**
 * Finds a picture of the head on its way among those that nobody had looked at yet: the middle one first, then before or after it.
 * @param pictures in the order in which they were taken
 */
export async function findOnTheWay<Picture>(
  pictures: readonly Picture[],
  from: Pose,
  to: Pose,
  look: (picture: Picture) => Promise<Seen>,
): Promise<Picture | undefined> {
  let [first, last] = [0, pictures.length - 1];
  for (let looks = 0; looks < MOST_LOOKS && first <= last; looks++) {
    const middle = (first + last) >> 1;
    const picture = pictures[middle] as Picture;
    const seen = await look(picture);
    if (isBetween(seen, from, to)) return picture;
    if (seen.pose === to) last = middle - 1;
    else first = middle + 1;
  }
  return undefined;
}
