import type { Corners, Point } from './find-corners.js';

/** How far outside a point may lie, as a share of the outline's size: corners are found to a few px. */
const SLACK = 0.03;

/** Whether all of these points lie within the outline, or hardly outside of it. */
export function holds(corners: Corners, points: readonly Point[]): boolean {
  const size = Math.hypot(corners[2].x - corners[0].x, corners[2].y - corners[0].y);
  return points.every(({ x, y }) =>
    corners.every((from, at) => {
      const to = corners[(at + 1) % 4] as Point;
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      // Corners run clockwise: the inside is on the right of each side.
      return ((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / length > -SLACK * size;
    }),
  );
}
