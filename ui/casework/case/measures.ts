import type { FrameMeasures } from '../../../evidence/liveness/judge-liveness.js';

/** What was measured in each frame of a face scan, as texts: seconds with one digit, angles in whole degrees, the rest with three digits. */
export function listMeasures(frames: readonly FrameMeasures[]) {
  return frames.map(({ pose, takenAt, faces, yaw, residual, noseShift, distance }) => ({
    pose,
    seconds: (takenAt / 1000).toFixed(1),
    faces,
    yaw: yaw?.toFixed(0),
    residual: residual?.toFixed(3),
    noseShift: noseShift?.toFixed(3),
    distance: distance?.toFixed(3),
  }));
}
