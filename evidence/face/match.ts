import type { Portrait } from './portrait.js';

/** Names the whole pipeline (detector, alignment, network, averaging): goes into the audit beside each distance. */
export const FACE_MATCH_VERSION = 'blazeface-mesh468-dlib150-resnet34-flip/2';

/**
 * Below: the same person. Chosen on 234 genuine and 6,436 other pairs: at 0.55 none of 27 people was taken for another
 * outside same-sex pairs, and 0.032 % of same-sex pairs were.
 */
export const FACE_MATCH_ACCEPT = 0.55;

/** From here on never a pass: at 0.595 0.1 % of pairs of different people are still nearer. In between, a person decides. */
export const FACE_MATCH_LIMIT = 0.6;

/** Fewer pixels between the eyes than this: a pass would be a matter of luck (FNMR 2.6 % at 22, 9.4 % at 15). */
export const FACE_MATCH_LEAST_EYES = 22;

/** Heads turned further than this (degrees) lie up to 0.57 from their own front. */
const MOST_TURNED = 35;

export type FaceDecision = 'pass' | 'refer' | 'no';

/** Euclidean distance of two embeddings: 0 the same picture, about 0.4 the same person, about 0.8 different people. */
export function faceDistance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length || a.length === 0) throw new RangeError('Embeddings of different length');
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += ((a[at] ?? 0) - (b[at] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** What a distance means. Anything that is no number is no match; a pass that rests on a weak picture is a matter for a person. */
export function decideMatch(distance: number, weak = false): FaceDecision {
  if (!(distance >= 0)) return 'no';
  if (distance < FACE_MATCH_ACCEPT) return weak ? 'refer' : 'pass';
  return distance < FACE_MATCH_LIMIT ? 'refer' : 'no';
}

/** Whether a picture shows too little of a face (few pixels, turned away, hardly a face) for a pass by machine. */
export function isWeak({ eyeDistance, uprightness, face }: Portrait): boolean {
  return eyeDistance < FACE_MATCH_LEAST_EYES || uprightness < 0 || Math.abs(face.yaw) > MOST_TURNED;
}
