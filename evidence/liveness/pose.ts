/** What the person is asked to do; left and right are the person's own. */
export type Pose = 'centre' | 'left' | 'right';

/** Facing the camera: yaw within so many degrees of straight ahead. */
export const NEUTRAL_YAW = 8;

/** A turned head: yaw at least so many degrees from straight ahead. A flat photo turned by 40° is read as 15° at most. */
export const TURN_YAW = 20;

/**
 * The pose of a head by its yaw in degrees, as `Face.yaw` gives it for an unmirrored picture (negative: towards the
 * right of the picture, the person's own left). Undefined in between. `slack` degrees widen each pose.
 */
export function poseOf(yaw: number, slack = 0): Pose | undefined {
  if (Math.abs(yaw) < NEUTRAL_YAW + slack) return 'centre';
  if (yaw <= slack - TURN_YAW) return 'left';
  return yaw >= TURN_YAW - slack ? 'right' : undefined;
}
