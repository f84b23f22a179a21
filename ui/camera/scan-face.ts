import type { Pose } from '../../evidence/liveness/pose.js';
import type { Seen } from './face-finder.js';
import { drawFrame, jpegOf } from './picture.js';
import { PoseKeeper } from './pose-keeper.js';

const FRAME_SIDE = 640;
const QUALITY = 0.9;
/** Somebody who has not reached a pose after this many milliseconds needs advice. */
const PATIENCE = 30_000;
/** A hint that comes and goes faster than this would only confuse, and screen readers would read nothing else. */
const HINT_AFTER = 1_200;

/** A picture of the scan, the pose it was taken for, and when, in whole milliseconds since the scan began. */
export interface ScanFrame {
  readonly file: File;
  readonly pose: Pose;
  readonly at: number;
}

/** What a scan needs and how it shows itself. */
export interface Scan {
  readonly find: (picture: HTMLCanvasElement) => Promise<Seen>;
  readonly video: HTMLVideoElement;
  readonly poses: readonly Pose[];
  readonly signal: AbortSignal;
  readonly show: (pose: Pose, holding: boolean) => void;
  /** @param keys of the words to say, one after the other @param step the pose's number, from 1 */
  readonly say: (keys: readonly string[], step: number) => void;
}

/**
 * Leads a person through the poses and keeps two pictures of each, exactly those that were looked at.
 * @returns the pictures in order, `advice` where a pose was not reached in half a minute, or `stopped`
 */
export async function scanFace(scan: Scan): Promise<ScanFrame[] | 'advice' | 'stopped'> {
  const keeper = new PoseKeeper(scan.poses);
  const canvas = document.createElement('canvas');
  const frames: ScanFrame[] = [];
  const began = performance.now();
  let poseBegan = began;
  let troubleSince: number | undefined;
  for (let pose = keeper.awaited; pose; pose = keeper.awaited) {
    await nextPicture();
    if (scan.signal.aborted) return 'stopped';
    const now = performance.now();
    if (now - poseBegan > PATIENCE) return 'advice';
    drawFrame(scan.video, canvas, FRAME_SIDE);
    const seen = await scan.find(canvas);
    const keep = keeper.see(seen.pose, now);
    // Who moved away before the second picture begins the pose again: the first one is not kept.
    if (!keeper.holding && keep === 'nothing') while (frames.length > keeper.step * 2) frames.pop();
    if (keep !== 'nothing') {
      const file = await jpegOf(canvas, `frame-${frames.length + 1}.jpg`, QUALITY);
      frames.push({ file, pose, at: Math.round(now - began) });
    }
    if (keep === 'last') poseBegan = performance.now();

    troubleSince = seen.hint && (troubleSince ?? now);
    const inTrouble = troubleSince !== undefined && now - troubleSince > HINT_AFTER;
    scan.show(keeper.awaited ?? pose, keeper.holding);
    scan.say(wordsFor(keeper, pose, inTrouble ? seen.hint : undefined), Math.min(keeper.step + 1, scan.poses.length));
  }
  return frames;
}

function wordsFor(keeper: PoseKeeper, pose: Pose, hint: string | undefined): string[] {
  if (hint) return ['step', hint];
  if (keeper.holding) return ['step', pose, 'hold'];
  return ['step', keeper.awaited ?? pose];
}

/** Lets the page breathe, and stands still while it is not seen. */
function nextPicture(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
