import type { FaceEngine } from '../face/engine.js';
import type { Face } from '../face/face.js';
import { significantFaces } from '../face/significant-faces.js';
import type { RgbImage } from '../image/image.js';
import { frameHash } from './frame-hash.js';
import { type LightSample, lightOf } from './light.js';
import type { Pose } from './pose.js';
import { changeBetween } from './sameness.js';
import { skinLight } from './shading.js';

/** A frame as uploaded. Of all but the picture it is the browser's word. */
export interface JudgedFrame {
  /** What it was taken for; of a moving head, what it was turning to. */
  pose: Pose;
  image: RgbImage;
  /** In milliseconds since the scan began. */
  takenAt: number;
  /** Caught on the way to the pose. */
  moving?: boolean | undefined;
  /** Place in the challenge's colours of what the screen showed; none where it showed no colour. */
  colour?: number | undefined;
}

/** What a frame shows, without the picture: all that the judgement needs. */
export interface Look extends Omit<JudgedFrame, 'image'> {
  /** How many faces it is about. */
  faces: number;
  /** The largest one. */
  face?: Face | undefined;
  /** 128 numbers of that face; of moving heads none. */
  embedding?: Float32Array | undefined;
  light?: LightSample | undefined;
  /** See `skinLight`; of moving heads and in the colours none. */
  skin?: readonly number[] | undefined;
  /** From the frame before, where both are of one pose (see `changeBetween`). */
  change?: number | undefined;
  /** Perceptual hash (see `frameHash`). */
  hash: Uint8Array;
}

/** Finds the face of a frame; the costly half of looking at one (about 80 ms). */
export async function findIn(frame: JudgedFrame, engine: FaceEngine): Promise<Look> {
  const { image, ...said } = frame;
  const faces = significantFaces(await engine.find(image));
  return { ...said, faces: faces.length, face: faces[0], hash: frameHash(image) };
}

/** Adds the rest of what a frame with a face shows. @param before the frame before it, where there is one */
export async function lookCloser(
  look: Look,
  { image }: JudgedFrame,
  before: JudgedFrame | undefined,
  engine: FaceEngine,
): Promise<Look> {
  const { face } = look;
  if (!face) return look;
  const samePose = before && before.pose === look.pose && !before.moving && !look.moving;
  return {
    ...look,
    light: lightOf(image, face),
    ...(samePose ? { change: changeBetween(before.image, image, face) } : {}),
    ...(look.moving || look.colour !== undefined ? {} : { skin: skinLight(image, face) }),
    ...(look.moving ? {} : { embedding: await engine.embed(image, face) }),
  };
}
