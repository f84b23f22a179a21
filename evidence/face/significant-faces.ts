import type { Face } from './face.js';

/** Somebody in the background is not meant: a face counts from this share of the largest face's size. */
const SHARE_OF_LARGEST = 0.4;

/** The faces that a picture is about, the largest first. */
export function significantFaces(faces: readonly Face[]): Face[] {
  const sorted = [...faces].sort((a, b) => b.eyeDistance - a.eyeDistance);
  const largest = sorted[0]?.eyeDistance ?? 0;
  return sorted.filter((face) => face.eyeDistance >= SHARE_OF_LARGEST * largest);
}
