import { type FilmedFrame, shotsOf } from '../../../dev/specimens/head-turn/filmed-scan.js';
import type { LivenessChallenge } from '../../../evidence/liveness/challenge.js';

/** Frames of an earlier scan put into the order that is asked for now, as far as there are enough of them. */
export function rearranged(frames: readonly FilmedFrame[], asked: LivenessChallenge): FilmedFrame[] {
  const wanted = shotsOf(asked);
  return wanted.map(({ view, ...said }) => {
    const alike = frames.filter(({ pose, moving }) => pose === said.pose && Boolean(moving) === Boolean(said.moving));
    return { ...(alike[0] as FilmedFrame), colour: undefined, moving: undefined, ...said };
  });
}
