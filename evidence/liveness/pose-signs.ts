import type { Face } from '../face/face.js';
import { type DepthSigns, depthSigns } from './depth.js';
import type { Look } from './look.js';
import { type Pose, poseOf } from './pose.js';

/** What a browser saw just inside a limit may come out a little outside it here, after JPEG and another build. */
const YAW_SLACK = 2;
/** Degrees that a turn must differ from the centre: flat photos reach 15, and only those whose nose does not move. */
const MIN_CHANGE = 15;
/** Flat photos stay below 0.04, bent ones below 0.072, heads turned by 22° and more begin at 0.074. */
const MIN_RESIDUAL = 0.06;
/** Flat photos stay below 0.13, turned heads begin at 0.37. */
const MIN_NOSE_SHIFT = 0.3;

export type PoseTrouble = 'no_face' | 'several_faces' | 'liveness_wrong_pose' | 'liveness_flat';

/** Of the first frames that look ahead, the face whose yaw is nearest to straight: what the turns are measured from. */
export function aheadOf(looks: readonly Look[]): Face | undefined {
  const first = looks.findIndex(({ pose, moving }) => pose === 'centre' && !moving);
  const ahead = looks.slice(Math.max(0, first));
  const turned = ahead.findIndex(({ pose }) => pose !== 'centre');
  return ahead
    .slice(0, turned < 0 ? undefined : turned)
    .flatMap(({ face }) => face ?? [])
    .sort((a, b) => Math.abs(a.yaw) - Math.abs(b.yaw))[0];
}

/** The signs of depth in a turned frame. */
export function signsOf(look: Look, ahead: Face | undefined): DepthSigns | undefined {
  if (look.pose === 'centre' || look.moving || !look.face || !ahead) return undefined;
  return depthSigns(ahead, look.face);
}

/** What is wrong with a frame's face and pose. A head on its way need not be seen: it may be blurred. */
export function troublesOf(look: Look, ahead: Face | undefined): PoseTrouble[] {
  if (look.faces > 1) return ['several_faces'];
  if (look.moving) return [];
  if (!look.face) return ['no_face'];
  const troubles: PoseTrouble[] = holdsPose(look.pose, look.face, ahead) ? [] : ['liveness_wrong_pose'];
  const signs = signsOf(look, ahead);
  return signs && isFlat(look.pose, signs) ? [...troubles, 'liveness_flat'] : troubles;
}

/** Turns count from the camera, and from where the head was when it looked ahead: a photo may show a head half turned. */
function holdsPose(pose: Pose, face: Face, ahead: Face | undefined): boolean {
  if (poseOf(face.yaw, YAW_SLACK) !== pose) return false;
  if (pose === 'centre' || !ahead) return true;
  const change = face.yaw - ahead.yaw;
  return (pose === 'left' ? -change : change) > MIN_CHANGE;
}

function isFlat(pose: Pose, { residual, noseShift }: DepthSigns): boolean {
  // Turning to the person's left moves the nose to the right of the picture.
  const towards = pose === 'left' ? noseShift : -noseShift;
  return residual < MIN_RESIDUAL || towards < MIN_NOSE_SHIFT;
}
