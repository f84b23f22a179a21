import { type Face, middleOf } from '../face/face.js';

const EYES = [33, 133, 362, 263];
/** Faces that turn and sway move less than this many eye distances from one frame to the next; a cut to another picture, more. */
const MAX_JUMP = 3;
/** By which factor the face may grow or shrink from one frame to the next. */
const MAX_ZOOM = 1.7;
/** What a head on its way may lie outside the angles it goes between, in degrees: it swings. */
const SWING = 8;

/** How a face got from one frame to the next. */
export interface Move {
  /** How far the middle of the eyes moved, in eye distances. */
  jump: number;
  /** How many times larger or smaller it became, 1 and above. */
  zoom: number;
}

export function moveBetween(before: Face, after: Face): Move {
  const [x, y] = middleOf(before.mesh, EYES);
  const [u, v] = middleOf(after.mesh, EYES);
  const [small, large] = [uprightSize(before), uprightSize(after)].sort((a, b) => a - b);
  return {
    jump: Math.hypot(u - x, v - y) / Math.max(before.eyeDistance, after.eyeDistance, 1),
    zoom: (large ?? 1) / Math.max(small ?? 1, 1),
  };
}

export function isContinuous({ jump, zoom }: Move): boolean {
  return jump <= MAX_JUMP && zoom <= MAX_ZOOM;
}

/** Whether a head caught on its way was between where it came from and where it went. Yaws in degrees. */
export function isOnTheWay(moving: number, from: number, to: number): boolean {
  return moving >= Math.min(from, to) - SWING && moving <= Math.max(from, to) + SWING;
}

/** Of the brow to the chin, which a turn of the head leaves as it is. */
function uprightSize({ mesh }: Face): number {
  const [x, y] = middleOf(mesh, [9]);
  const [u, v] = middleOf(mesh, [152]);
  return Math.hypot(u - x, v - y);
}
