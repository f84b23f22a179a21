import { faceDistance } from '../../face/match.js';

/** A face that was found, as numbers, and whose it is. */
export interface LabelledFace {
  person: string;
  embedding: Float32Array;
}

/** The distance between two photos of one person. */
export interface SamePair {
  person: string;
  distance: number;
}

/** Distances of photos of different people, counted in steps of `STEP`: there may be many millions of them. */
export interface DistanceCounts {
  /** At `index`: how many lie from `index × STEP` up to the next step. */
  counts: Float64Array;
  total: number;
}

export interface PairDistances {
  same: SamePair[];
  different: DistanceCounts;
}

/** How finely distances of different people are told apart. */
export const STEP = 1e-5;
/** No two embeddings of this network lie further apart. */
const LARGEST = 2.5;

/** Every photo against every other. */
export function pairDistances(faces: readonly LabelledFace[]): PairDistances {
  const same: SamePair[] = [];
  const counts = new Float64Array(Math.ceil(LARGEST / STEP));
  let total = 0;
  faces.forEach((one, at) => {
    for (const other of faces.slice(at + 1)) {
      const distance = faceDistance(one.embedding, other.embedding);
      if (one.person === other.person) same.push({ person: one.person, distance });
      else {
        const step = Math.min(counts.length - 1, Math.floor(distance / STEP));
        counts[step] = (counts[step] ?? 0) + 1;
        total++;
      }
    }
  });
  return { same, different: { counts, total } };
}
