import type { Signal } from '../../domain/verification/signals.js';
import type { FaceEngine } from '../face/engine.js';
import type { LivenessChallenge } from './challenge.js';
import type { DepthSigns } from './depth.js';
import { judgeIdentity } from './identity.js';
import { findIn, type JudgedFrame, type Look, lookCloser } from './look.js';
import type { Pose } from './pose.js';
import { aheadOf, type PoseTrouble, signsOf, troublesOf } from './pose-signs.js';
import { measureScan, type ScanMeasures, signalsOf } from './scan-measures.js';
import { timesAreHuman } from './times.js';

export type { JudgedFrame, Look } from './look.js';

export type LivenessReason = 'liveness_times' | PoseTrouble | 'liveness_different_person';

/** What was measured in one frame. Angles in degrees. */
export interface FrameMeasures extends Partial<DepthSigns> {
  pose: Pose;
  takenAt: number;
  faces: number;
  moving?: boolean;
  /** Place in the challenge's colours. */
  colour?: number;
  yaw?: number;
  /** From the median of the centre frames, as `faceDistance` counts. */
  distance?: number;
}

export interface LivenessVerdict {
  passed: boolean;
  /** Empty exactly when passed. */
  reasons: LivenessReason[];
  /** Signs that the scan is not what it seems; they neither pass nor fail it. */
  signals: Signal[];
  measures: FrameMeasures[];
  /** What the scan shows as a whole; there when every frame shows one face. */
  scan?: ScanMeasures;
  /** The median over the centre frames; there when every frame shows one face. */
  embedding?: Float32Array;
  /** Index of the frame that shows the person best from the front. */
  still?: number;
}

/** Several frames per pose are welcome, a flood is not. */
const MAX_FRAMES = 60;

/**
 * Computes the challenge again from the uploaded frames: nothing the browser concluded is believed.
 *
 * The order of poses, a turned head's depth, one and the same person, and plausible times decide; light that does not follow the
 * colours, jumps, and pictures drawn from one photo are signals. Stops flat and bent pictures, masks cut from paper, and
 * recordings of another challenge. Does not stop a picture drawn live from one photo that answers poses and colours, nor masks of a whole
 * head: see docs/evidence.md.
 *
 * @param frames as uploaded, decoded, in the order they came. A folder on disk holds one picture per frame, named by its time and
 *   pose (`001850-left.jpg`, see evidence/command/scan-frames.ts); its first pose is `centre`.
 * @param challenge as asked for, with as many colours as were asked for, or none.
 */
export async function judgeLiveness(
  frames: readonly JudgedFrame[],
  challenge: LivenessChallenge,
  engine: FaceEngine,
): Promise<LivenessVerdict> {
  return judgeLooks(await lookAt(frames, challenge, engine), challenge);
}

/**
 * Looks at the frames of a scan, only as far as they are worth it: none when their order is not the challenge's, none after one that
 * shows no face or another pose.
 */
export async function lookAt(
  frames: readonly JudgedFrame[],
  challenge: LivenessChallenge,
  engine: FaceEngine,
): Promise<Look[]> {
  const looks: Look[] = [];
  if (!followsOrder(frames, challenge)) return looks;
  for (const frame of frames) {
    looks.push(await findIn(frame, engine));
    if (troublesOf(looks.at(-1) as Look, aheadOf(looks)).length > 0) return looks;
  }
  // One after the other: the engine takes one picture at a time anyway, and memory stays low.
  for (const [index, look] of looks.entries()) {
    looks[index] = await lookCloser(look, frames[index] as JudgedFrame, frames[index - 1], engine);
  }
  return looks;
}

/** The judgement itself, on what the frames show. Pure. @param looks as `lookAt` gives them: none where the order was wrong. */
export function judgeLooks(looks: readonly Look[], challenge: LivenessChallenge): LivenessVerdict {
  if (looks.length === 0) return { passed: false, reasons: ['liveness_wrong_pose'], signals: [], measures: [] };
  const ahead = aheadOf(looks);
  const measures = looks.map((look): FrameMeasures => {
    const { pose, takenAt, faces, face, moving, colour } = look;
    return {
      ...{ pose, takenAt, faces },
      ...(moving ? { moving } : {}),
      ...(colour === undefined ? {} : { colour }),
      ...(face ? { yaw: face.yaw } : {}),
      ...signsOf(look, ahead),
    };
  });
  const reasons = new Set<LivenessReason>();
  if (!timesAreHuman(looks)) reasons.add('liveness_times');
  for (const look of looks) for (const trouble of troublesOf(look, ahead)) reasons.add(trouble);
  const held = looks.flatMap(({ moving, pose, embedding }, index) => (moving ? [] : [{ pose, embedding, index }]));
  const embeddings = held.flatMap(({ embedding }) => embedding ?? []);
  if (embeddings.length < held.length) return { passed: false, reasons: [...reasons], signals: [], measures };

  const identity = judgeIdentity(held, embeddings);
  for (const [at, { index }] of held.entries())
    Object.assign(measures[index] ?? {}, { distance: identity.distances[at] });
  if (!identity.samePerson) reasons.add('liveness_different_person');
  const scan = measureScan(looks, challenge);
  return {
    passed: reasons.size === 0,
    reasons: [...reasons],
    signals: signalsOf(scan),
    measures,
    scan,
    embedding: identity.embedding,
    still: held[identity.still]?.index ?? -1,
  };
}

/** In each step of the challenge a head that holds still, maybe after some on the way; colours in the last step and in their order. */
function followsOrder(frames: readonly JudgedFrame[], { poses, colours }: LivenessChallenge): boolean {
  if (frames.length > MAX_FRAMES) return false;
  const steps: JudgedFrame[][] = [];
  for (const frame of frames) {
    if (frame.pose === steps.at(-1)?.[0]?.pose) steps.at(-1)?.push(frame);
    else steps.push([frame]);
  }
  const asked = poses.length > 0 && steps.length === poses.length;
  const held = steps.every((step, index) => {
    const firstHeld = step.findIndex(({ moving }) => !moving);
    return step[0]?.pose === poses[index] && firstHeld >= 0 && step.slice(firstHeld).every(({ moving }) => !moving);
  });
  const coloured = steps.map((step) => step.flatMap(({ colour }) => colour ?? []));
  const inOrder = (coloured.at(-1) ?? []).every((colour, index, all) => colour >= (all[index - 1] ?? 0));
  const known = coloured.flat().every((colour) => Number.isInteger(colour) && colour >= 0 && colour < colours.length);
  return asked && held && known && inOrder && coloured.slice(0, -1).every((step) => step.length === 0);
}
