/** x and y in pixels of the picture; z towards (negative) or away from the camera, in units of a 256-pixel face crop. */
export type MeshPoint = readonly [x: number, y: number, z: number];

/** A face found in a picture. Angles in degrees; lengths in pixels. */
export interface Face {
  /** The square around the face; may reach over the edge of the picture. */
  box: { x: number; y: number; width: number; height: number };
  /** How sure the detector is, 0–1. */
  score: number;
  /** 468 points in MediaPipe's order. */
  mesh: readonly MeshPoint[];
  /** Negative: facing the right of the (unmirrored) picture, which is the person's own left. */
  yaw: number;
  pitch: number;
  roll: number;
  /** Between the middles of the two eyes. */
  eyeDistance: number;
}

const RIGHT_EYE = [33, 133, 159, 145];
const LEFT_EYE = [362, 263, 386, 374];

/** The mean of some points of a mesh, in the plane of the picture. */
export function middleOf(mesh: readonly MeshPoint[], indices: readonly number[]): readonly [x: number, y: number] {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    x += (mesh[index]?.[0] ?? 0) / indices.length;
    y += (mesh[index]?.[1] ?? 0) / indices.length;
  }
  return [x, y];
}

/** Pixels between the middles of the person's eyes. */
export function eyeDistanceOf(mesh: readonly MeshPoint[]): number {
  const right = middleOf(mesh, RIGHT_EYE);
  const left = middleOf(mesh, LEFT_EYE);
  return Math.hypot(left[0] - right[0], left[1] - right[1]);
}
