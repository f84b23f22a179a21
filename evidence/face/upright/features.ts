import { layoutError } from '../chip.js';
import type { Face } from '../face.js';

const FOREHEAD = 10;
const CHIN = 152;
const NOSE_ROOT = 168;
const NOSE_TIP = 4;
const UPPER_LIP = 13;

/** What tells a face from one that the detector saw upside down (in a chin with a mouth for eyes), besides its embedding. */
export function shapeOf(face: Face): number[] {
  const { mesh, score, eyeDistance } = face;
  const between = (from: number, to: number): number => {
    const [a, b] = [mesh[from] ?? [0, 0, 0], mesh[to] ?? [0, 0, 0]];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  };
  const height = between(FOREHEAD, CHIN) || 1;
  return [
    score,
    layoutError(face) / 100,
    eyeDistance / height,
    between(NOSE_TIP, NOSE_ROOT) / height,
    between(UPPER_LIP, NOSE_TIP) / height,
  ];
}

/** The length of an embedding: faces that the network knows as such have longer ones. */
export const lengthOf = (embedding: Float32Array): number => Math.hypot(...embedding);
