import type { FaceEngine } from '../face/engine.js';
import type { Face } from '../face/face.js';
import { significantFaces } from '../face/significant-faces.js';
import type { RgbImage } from '../image/image.js';
import type { LivenessChallenge } from './challenge.js';
import { type DepthSigns, depthSigns } from './depth.js';
import { judgeIdentity } from './identity.js';
import { type Pose, poseOf } from './pose.js';
import { timesAreHuman } from './times.js';

/** A frame as uploaded: the pose it was taken for, and when, in milliseconds since the scan began (the browser's word). */
export interface JudgedFrame {
  pose: Pose;
  image: RgbImage;
  takenAt: number;
}

export type LivenessReason =
  | 'liveness_times'
  | 'no_face'
  | 'several_faces'
  | 'liveness_wrong_pose'
  | 'liveness_flat'
  | 'liveness_different_person';

/** What was measured in one frame. Angles in degrees. */
export interface FrameMeasures extends Partial<DepthSigns> {
  pose: Pose;
  takenAt: number;
  faces: number;
  yaw?: number;
  /** From the median of the centre frames, as `faceDistance` counts. */
  distance?: number;
}

export interface LivenessVerdict {
  passed: boolean;
  /** Empty exactly when passed. */
  reasons: LivenessReason[];
  measures: FrameMeasures[];
  /** The median over the centre frames; there when every frame shows one face. */
  embedding?: Float32Array;
  /** Index of the frame that shows the person best from the front. */
  still?: number;
}

/** What a browser saw just inside a limit may come out a little outside it here, after JPEG and another build. */
const YAW_SLACK = 2;
/** Degrees that a turn must differ from the centre: flat photos reach 15, and only those whose nose does not move. */
const MIN_CHANGE = 15;
/** Flat photos stay below 0.04, bent ones below 0.072, heads turned by 22° and more begin at 0.074. */
const MIN_RESIDUAL = 0.06;
/** Flat photos stay below 0.13, turned heads begin at 0.37. */
const MIN_NOSE_SHIFT = 0.3;
/** More than one frame per pose is welcome, a flood is not. */
const MAX_FRAMES = 20;

/**
 * Computes the head-turn challenge again from the uploaded frames: nothing the browser concluded is believed. Stops flat
 * and bent pictures held to the camera; does not stop replayed videos of the very motion, masks or injected streams.
 */
export async function judgeLiveness(
  frames: readonly JudgedFrame[],
  challenge: LivenessChallenge,
  engine: FaceEngine,
): Promise<LivenessVerdict> {
  if (!followsOrder(frames, challenge)) return { passed: false, reasons: ['liveness_wrong_pose'], measures: [] };
  const found = await inOrder(frames, async ({ image }) => significantFaces(await engine.find(image)));
  const measures = frames.map(
    ({ pose, takenAt }, index): FrameMeasures => ({ pose, takenAt, faces: found[index]?.length ?? 0 }),
  );
  const reasons = new Set<LivenessReason>();
  if (!timesAreHuman(frames)) reasons.add('liveness_times');
  if (found.some((faces) => faces.length === 0)) reasons.add('no_face');
  if (found.some((faces) => faces.length > 1)) reasons.add('several_faces');
  const faces = found.flatMap(([first]) => first ?? []);
  if (faces.length < frames.length || reasons.has('several_faces')) {
    return { passed: false, reasons: [...reasons], measures };
  }

  const ahead = centreFace(frames, faces);
  frames.forEach(({ pose }, index) => {
    const face = faces[index];
    const measure = measures[index];
    if (!face || !measure || !ahead) return;
    measure.yaw = face.yaw;
    if (!holdsPose(pose, face, ahead)) reasons.add('liveness_wrong_pose');
    if (pose === 'centre') return;
    const signs = depthSigns(ahead, face);
    Object.assign(measure, signs);
    // Turning to the person's left moves the nose to the right of the picture.
    const towards = pose === 'left' ? signs.noseShift : -signs.noseShift;
    if (signs.residual < MIN_RESIDUAL || towards < MIN_NOSE_SHIFT) reasons.add('liveness_flat');
  });

  const embeddings = await inOrder(frames, ({ image }, index) => engine.embed(image, faces[index] as Face));
  const identity = judgeIdentity(frames, embeddings);
  measures.forEach((measure, index) => {
    measure.distance = identity.distances[index] as number;
  });
  if (!identity.samePerson) reasons.add('liveness_different_person');
  return {
    passed: reasons.size === 0,
    reasons: [...reasons],
    measures,
    embedding: identity.embedding,
    still: identity.still,
  };
}

/** One or more frames for each pose of the challenge, in its order. */
function followsOrder(frames: readonly JudgedFrame[], { poses }: LivenessChallenge): boolean {
  if (frames.length > MAX_FRAMES) return false;
  const taken = frames.map(({ pose }) => pose).filter((pose, index, all) => pose !== all[index - 1]);
  return poses.length > 0 && taken.length === poses.length && taken.every((pose, index) => pose === poses[index]);
}

/** The centre frame whose yaw is nearest to straight ahead: what the turns are measured from. */
function centreFace(frames: readonly JudgedFrame[], faces: readonly Face[]): Face | undefined {
  return faces
    .filter((_, index) => frames[index]?.pose === 'centre')
    .sort((a, b) => Math.abs(a.yaw) - Math.abs(b.yaw))[0];
}

/** Turns count from the camera, and from where the head was when it looked ahead: a photo may show a head half turned. */
function holdsPose(pose: Pose, face: Face, ahead: Face): boolean {
  if (poseOf(face.yaw, YAW_SLACK) !== pose) return false;
  const change = face.yaw - ahead.yaw;
  return pose === 'centre' || (pose === 'left' ? -change : change) > MIN_CHANGE;
}

/** One after the other: the engine takes one picture at a time anyway, and memory stays low. */
async function inOrder<In, Out>(items: readonly In[], work: (item: In, index: number) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  for (const [index, item] of items.entries()) results.push(await work(item, index));
  return results;
}
