/** From one pose to another a head needs at least this long, in milliseconds. */
const QUICKEST_TURN = 150;
/** A scan that took longer was not one scan. */
const LONGEST_SCAN = 5 * 60_000;

/** Whether frames could have been taken of one head, in one sitting, in this order. Times in milliseconds. */
export function timesAreHuman(frames: readonly { pose: string; takenAt: number }[]): boolean {
  return frames.every(({ pose, takenAt }, index) => {
    if (!(takenAt >= 0 && takenAt <= LONGEST_SCAN)) return false;
    const before = frames[index - 1];
    if (!before) return true;
    return takenAt - before.takenAt >= (pose === before.pose ? 0 : QUICKEST_TURN);
  });
}
