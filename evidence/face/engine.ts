import type { RgbImage } from '../image/image.js';
import { mirror } from '../image/transform.js';
import { alignedChip } from './chip.js';
import type { Face } from './face.js';
import { openDetector } from './human.js';
import { openRecognition } from './recognition.js';
import { loadUprightness, type Uprightness } from './upright/uprightness.js';

/** Finds faces and turns them into numbers that can be compared. One per process: it holds one core and some 350 MB. */
export interface FaceEngine {
  /** The faces in an upright picture, the largest first. */
  find(image: RgbImage): Promise<Face[]>;
  /** 128 numbers for a face found in this very picture; compare with `faceDistance`. */
  embed(image: RgbImage, face: Face): Promise<Float32Array>;
  /** Whether a face, with its embedding, is one and the right way up. */
  uprightness: Uprightness;
  /** How many tensors are alive: stays the same between calls. */
  tensors(): number;
}

/** How much of the smaller box two boxes share, 0–1. */
function overlap(a: Face['box'], b: Face['box']): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(a.width * a.height, b.width * b.height);
}

/** The detector sometimes sees a second, less certain face inside a face. */
function withoutDoubles(faces: Face[]): Face[] {
  const kept: Face[] = [];
  for (const face of [...faces].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(face.box, other.box) < 0.6)) kept.push(face);
  }
  return kept.sort((a, b) => b.eyeDistance - a.eyeDistance);
}

/** Loads the models (1–3 s) and runs them once, so that the first person does not wait for the compiler. */
export async function loadFaceEngine(): Promise<FaceEngine> {
  const { tf, detect } = await openDetector();
  const recognise = await openRecognition(tf);
  const uprightness = await loadUprightness();
  // Human keeps state between its own steps: one picture at a time.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  const grey = (side: number): RgbImage => ({
    width: side,
    height: side,
    data: new Uint8Array(side * side * 3).fill(128),
  });
  await detect(grey(256));
  await recognise([grey(150), grey(150)]);

  return {
    find: (image) => inTurn(async () => withoutDoubles(await detect(image))),
    embed: (image, face) =>
      inTurn(async () => {
        const chip = alignedChip(image, face);
        const [plain, flipped] = await recognise([chip, mirror(chip)]);
        if (!plain || !flipped) throw new Error('The recognition network gave no answer');
        return plain.map((value, at) => (value + (flipped[at] ?? 0)) / 2);
      }),
    uprightness,
    tensors: () => tf.memory().numTensors,
  };
}
