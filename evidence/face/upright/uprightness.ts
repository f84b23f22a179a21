import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/root.js';
import type { Face } from '../face.js';
import { lengthOf, shapeOf } from './features.js';

/** A straight line through what `features` tells: made by bench/faces/train-upright.ts. */
export interface UprightWeights {
  /** For each number of the embedding. */
  embedding: number[];
  /** For each number of the shape, and for the embedding's length. */
  shape: number[];
  bias: number;
}

/**
 * Above: a face the right way up, without looking further. Of 251 upright faces 95.6 % lie above and all above -0.5, of
 * 170 that were seen upside down none and one (each judged by weights trained without that person).
 */
export const SURELY_UPRIGHT = 1;

/** How much speaks for a face being a face and the right way up; around 0 nobody knows. */
export type Uprightness = (face: Face, embedding: Float32Array) => number;

export const weightsPath: string = join(projectRoot, 'evidence/face/upright/weights/upright.json');

export async function loadUprightness(): Promise<Uprightness> {
  const { embedding: byNumber, shape, bias } = JSON.parse(await readFile(weightsPath, 'utf8')) as UprightWeights;
  return (face, embedding) => {
    let sum = bias;
    for (let at = 0; at < embedding.length; at++) sum += (byNumber[at] ?? 0) * (embedding[at] ?? 0);
    [...shapeOf(face), lengthOf(embedding)].forEach((value, at) => {
      sum += (shape[at] ?? 0) * value;
    });
    return sum;
  };
}
