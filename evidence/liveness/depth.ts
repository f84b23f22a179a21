import { type Face, middleOf } from '../face/face.js';
import { homographyResidual, RIGID_POINTS } from './homography.js';

const NOSE_TIP = [1, 4];
const EYES = [33, 133, 362, 263];
const RIGHT_EYE = [33, 133];
const LEFT_EYE = [362, 263];

/** The signs of depth between a face seen from the front and the same face turned. */
export interface DepthSigns {
  /** What the best plane-to-plane mapping of eyes and nose leaves unexplained, in eye distances. */
  residual: number;
  /** How far the tip of the nose moved along the line of the eyes, in eye distances; positive: to the picture's right. */
  noseShift: number;
}

/** Eyes and nose relative to the middle of the eyes, in eye distances. */
function rigidPoints(face: Face): (readonly [number, number])[] {
  const [x, y] = middleOf(face.mesh, EYES);
  return RIGID_POINTS.map((index) => {
    const [u, v] = middleOf(face.mesh, [index]);
    return [(u - x) / face.eyeDistance, (v - y) / face.eyeDistance];
  });
}

/** Where the tip of the nose is between the eyes: 0 in the middle, along the line through the eyes, in eye distances. */
function noseOffset(face: Face): number {
  const [x, y] = middleOf(face.mesh, EYES);
  const [u, v] = middleOf(face.mesh, NOSE_TIP);
  const right = middleOf(face.mesh, RIGHT_EYE);
  const left = middleOf(face.mesh, LEFT_EYE);
  const along = [left[0] - right[0], left[1] - right[1]] as const;
  return ((u - x) * along[0] + (v - y) * along[1]) / (along[0] ** 2 + along[1] ** 2);
}

export function depthSigns(centre: Face, turned: Face): DepthSigns {
  return {
    residual: homographyResidual(rigidPoints(centre), rigidPoints(turned)),
    noseShift: noseOffset(turned) - noseOffset(centre),
  };
}
