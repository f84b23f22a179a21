import { COLOUR_FADE } from './colours.js';

/** From one pose to another a head needs at least this long, in milliseconds. */
const QUICKEST_TURN = 150;
/** A scan that took longer was not one scan. */
const LONGEST_SCAN = 5 * 60_000;
/** What clocks may disagree by, in milliseconds, between a page and us. */
const CLOCK_SLACK = 1_500;

interface TimedFrame {
  pose: string;
  takenAt: number;
  moving?: boolean | undefined;
  colour?: number | undefined;
}

/** Whether frames could have been taken of one head, in one sitting, in this order. Times in milliseconds. */
export function timesAreHuman(frames: readonly TimedFrame[]): boolean {
  return frames.every((frame, index) => {
    if (!(frame.takenAt >= 0 && frame.takenAt <= LONGEST_SCAN)) return false;
    const before = frames[index - 1];
    return !before || frame.takenAt - before.takenAt >= quickest(before, frame);
  });
}

/** The screen changes no faster than this, and a head that is on its way was caught in between. */
function quickest(before: TimedFrame, frame: TimedFrame): number {
  if (frame.colour !== undefined && before.colour !== undefined && frame.colour !== before.colour) return COLOUR_FADE;
  if (frame.pose === before.pose) return 0;
  return frame.moving ? 0 : QUICKEST_TURN;
}

/**
 * Whether a scan fits between when its page was made and when its pictures arrived, both by the server's clock.
 * @param elapsed milliseconds between the two
 */
export function fitsElapsed(frames: readonly TimedFrame[], elapsed: number): boolean {
  const last = frames.at(-1)?.takenAt ?? 0;
  return elapsed >= 0 && last <= elapsed + CLOCK_SLACK;
}
