import type { Pose } from '../../evidence/liveness/pose.js';
import type { Seen } from './face-finder.js';
import { drawFrame, jpegOf } from './picture.js';
import { PoseKeeper } from './pose-keeper.js';

const FRAME_SIDE = 640;
const QUALITY = 0.9;
/** Somebody who has not reached a pose after this many milliseconds needs advice. */
const PATIENCE = 30_000;
/** A camera that shows nothing new for so long is looked at again. */
const FROZEN_AFTER = 1_000;
/** A hint that comes and goes faster than this would only confuse, and screen readers would read nothing else. */
const HINT_AFTER = 1_200;

/** A picture of the scan, and what the server is told of it. */
export interface ScanFrame {
  readonly file: File;
  /** What it was taken for. */
  readonly pose: Pose;
  /** Whole milliseconds since the scan began. */
  readonly at: number;
  /** On the way to the pose. */
  readonly moving?: true;
  /** The place of the colour on the screen in the challenge's sequence. */
  readonly colour?: number;
}

/** What a scan needs and how it shows itself. */
export interface Scan {
  readonly find: (picture: HTMLCanvasElement) => Promise<Seen>;
  readonly video: HTMLVideoElement;
  readonly poses: readonly Pose[];
  /** How many colours the screen shows during the last pose; 0 for none. */
  readonly colours: number;
  readonly signal: AbortSignal;
  readonly show: (pose: Pose, holding: boolean) => void;
  /** Lights the screen in the colour of that place, or in none. */
  readonly light: (colour: number | undefined) => void;
  /** @param keys of the words to say, one after the other @param step the pose's number, from 1 */
  readonly say: (keys: readonly string[], step: number) => void;
}

/**
 * Leads a person through the poses and keeps pictures of them, exactly those that were looked at: two of the first pose; for each
 * other one the last on the way to it and one there; in the last, one in each colour.
 * @returns the pictures in order, `advice` where a pose was not reached in half a minute, or `stopped`
 */
export async function scanFace(scan: Scan): Promise<ScanFrame[] | 'advice' | 'stopped'> {
  const keeper = new PoseKeeper(scan.poses, scan.colours);
  const canvas = document.createElement('canvas');
  const way = document.createElement('canvas');
  const frames: ScanFrame[] = [];
  const began = performance.now();
  let poseBegan = began;
  let wayAt: number | undefined;
  let troubleSince: number | undefined;
  const keep = async (picture: HTMLCanvasElement, about: Omit<ScanFrame, 'file'>): Promise<void> => {
    frames.push({ file: await jpegOf(picture, `frame-${frames.length + 1}.jpg`, QUALITY), ...about });
  };
  for (let pose = keeper.awaited; pose; pose = keeper.awaited) {
    const fresh = await nextPicture(scan.video);
    if (scan.signal.aborted) return 'stopped';
    const now = performance.now();
    if (now - poseBegan > PATIENCE) return 'advice';
    if (!fresh) continue;
    drawFrame(scan.video, canvas, FRAME_SIDE);
    const seen = await scan.find(canvas);
    const { step, colour } = keeper;
    const at = Math.round(now - began);
    if (keeper.see(seen.pose, now)) {
      if (wayAt !== undefined) await keep(way, { pose, at: wayAt, moving: true });
      wayAt = undefined;
      await keep(canvas, { pose, at, ...(colour === undefined ? {} : { colour }) });
      // A colour seen is a step too: who has waited for none of them long is not to be advised.
      poseBegan = performance.now();
    } else if (step > 0 && frames.at(-1)?.pose !== pose && !seen.pose && !seen.hint) {
      copy(canvas, way);
      wayAt = at;
    }

    // While the screen lights the face, its light is the screen's.
    const hint = seen.hint ?? (keeper.colour === undefined ? seen.light : undefined);
    troubleSince = hint && (troubleSince ?? now);
    const inTrouble = troubleSince !== undefined && now - troubleSince > HINT_AFTER;
    scan.show(keeper.awaited ?? pose, keeper.holding);
    scan.light(keeper.colour);
    scan.say(wordsFor(keeper, pose, inTrouble ? hint : undefined), Math.min(keeper.step + 1, scan.poses.length));
  }
  return frames;
}

function wordsFor(keeper: PoseKeeper, pose: Pose, hint: string | undefined): string[] {
  if (hint) return ['step', hint];
  if (keeper.colour !== undefined) return ['step', 'colours'];
  if (keeper.holding) return ['step', pose, 'hold'];
  return ['step', keeper.awaited ?? pose];
}

function copy(from: HTMLCanvasElement, to: HTMLCanvasElement): void {
  to.width = from.width;
  to.height = from.height;
  to.getContext('2d')?.drawImage(from, 0, 0);
}

/**
 * Waits for a picture that the camera had not shown before, where the browser can tell: the same one twice would look like a drawing.
 * @returns false when none came within a second
 */
function nextPicture(video: HTMLVideoElement): Promise<boolean> {
  return new Promise((resolve) => {
    if (!('requestVideoFrameCallback' in video)) return void requestAnimationFrame(() => resolve(true));
    const late = setTimeout(() => resolve(false), FROZEN_AFTER);
    video.requestVideoFrameCallback(() => {
      clearTimeout(late);
      resolve(true);
    });
  });
}
