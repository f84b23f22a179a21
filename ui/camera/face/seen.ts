import { eyeDistanceOf, type MeshPoint } from '../../../evidence/face/face.js';
import { type Pose, poseOf } from '../../../evidence/liveness/pose.js';

/** A face as Human tells of it. Box and mesh in pixels, angles in radians. */
export interface HumanFace {
  box: [number, number, number, number];
  mesh: MeshPoint[];
  rotation: { angle: { yaw: number } } | null;
}

/** What is told of a face that looks at the camera, in this order, by the rules for photos. */
export const LIGHT_HINTS = [
  'photo_dark',
  'photo_overexposed',
  'photo_glare',
  'photo_low_contrast',
  'photo_blurred',
  'face_covered',
] as const;
export type LightHint = (typeof LIGHT_HINTS)[number];

/** What a picture shows: a pose, or a hint why there is none (neither: the head is between poses); and what would make it better. */
export interface Seen {
  readonly pose?: Pose | undefined;
  /** The pose that it still counts as, when the head was in it already: nobody holds a pose to the degree. */
  readonly still?: Pose | undefined;
  readonly hint?: 'no-face' | 'several-faces' | 'too-far' | 'too-near';
  readonly light?: LightHint | undefined;
}

/** Between the eyes, as a share of the picture's shorter side: a face that shows enough, and one that fits when it turns. */
const NEAR_ENOUGH = 0.085;
const FAR_ENOUGH = 0.3;
/** Degrees that a held pose is widened by. The server allows two, so this leaves one to what JPEG changes. */
const HELD = 1;

/** @param side the picture's shorter one, in pixels */
export function whatIsSeen(faces: readonly HumanFace[], side: number): Seen {
  const [face, ...others] = faces;
  if (!face?.rotation) return { hint: 'no-face' };
  if (others.length > 0) return { hint: 'several-faces' };
  const yaw = (face.rotation.angle.yaw * 180) / Math.PI;
  // Eyes seem closer together when the head is turned: that is no sign of distance.
  const eyes = eyeDistanceOf(face.mesh) / Math.cos(face.rotation.angle.yaw) / side;
  if (eyes < NEAR_ENOUGH) return { hint: 'too-far' };
  if (eyes > FAR_ENOUGH) return { hint: 'too-near' };
  return { pose: poseOf(yaw), still: poseOf(yaw, HELD) };
}
