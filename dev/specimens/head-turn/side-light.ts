const { asin, cos, max, min } = Math;

/** Half a head's width in the frames of `makeHeadTurn`, in pixels. */
const RADIUS = 95;
/** Where the lamp is, in radians from the camera around the head, and how much of the light comes from everywhere. */
const LAMP = -1.15;
const ROOM = 0.2;

/**
 * What a lamp at the picture's left makes of the bytes of a head, taken as a tube: 1 where it is brightest. It lights the place and not the
 * head: when the head turns, its cheeks come into the light or leave it.
 * @param x pixels from the middle of the head
 */
export function fromTheSide(x: number): number {
  const around = asin(max(-1, min(1, x / RADIUS)));
  return ((ROOM + max(0, cos(around - LAMP))) / (1 + ROOM)) ** (1 / 2.2);
}
