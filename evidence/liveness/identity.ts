import { FACE_MATCH_ACCEPT, faceDistance } from '../face/match.js';
import type { Pose } from './pose.js';

/** A turned head is up to 0.57 from its own front; other people begin above 0.6 and mostly lie around 0.8. */
const TURNED_LIMIT = 0.65;

export interface IdentityOfScan {
  samePerson: boolean;
  /** The median over the centre frames, number by number. */
  embedding: Float32Array;
  /** The centre frame nearest to it. */
  still: number;
  /** Of each frame from the median. */
  distances: number[];
}

/** Who the frames show, taken from those at the centre only, and whether all show the same person. */
export function judgeIdentity(frames: readonly { pose: Pose }[], embeddings: readonly Float32Array[]): IdentityOfScan {
  const atCentre = embeddings.filter((_, index) => frames[index]?.pose === 'centre');
  const embedding = medianOf(atCentre);
  const distances = embeddings.map((one) => faceDistance(one, embedding));
  const limitOf = (index: number): number => (frames[index]?.pose === 'centre' ? FACE_MATCH_ACCEPT : TURNED_LIMIT);
  const still = distances.reduce(
    (best, distance, index) =>
      frames[index]?.pose === 'centre' && distance < (distances[best] ?? Number.POSITIVE_INFINITY) ? index : best,
    -1,
  );
  // The median lies between two different people: every pair at the centre must agree too.
  const pairsAgree = atCentre.every((a) => atCentre.every((b) => faceDistance(a, b) < FACE_MATCH_ACCEPT));
  return {
    samePerson: pairsAgree && distances.every((distance, index) => distance < limitOf(index)),
    embedding,
    still,
    distances,
  };
}

function medianOf(embeddings: readonly Float32Array[]): Float32Array {
  const length = embeddings[0]?.length ?? 0;
  return Float32Array.from({ length }, (_, at) => {
    const values = embeddings.map((one) => one[at] ?? 0).sort((a, b) => a - b);
    const middle = values.length >> 1;
    return values.length % 2 ? (values[middle] ?? 0) : ((values[middle - 1] ?? 0) + (values[middle] ?? 0)) / 2;
  });
}
