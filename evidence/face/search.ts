import { faceDistance } from './match.js';

/**
 * A search compares with everybody: what is rare in one comparison happens in a hundred thousand. So its limits are far below those of a
 * match (match.ts): nearer than `strong` the two are one person for all we know, nearer than `weak` a checker is told.
 */
export const FACE_SEARCH = { version: 'exact/1', strong: 0.38, weak: 0.48 } as const;

/**
 * The nearest of many faces, compared exactly, in time linear in their number.
 * @returns infinity where there are none
 */
export function nearestDistance(face: Float32Array, others: readonly Float32Array[]): number {
  return others.reduce((nearest, other) => Math.min(nearest, faceDistance(face, other)), Number.POSITIVE_INFINITY);
}
