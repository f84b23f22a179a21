import type { Pose } from '../../../evidence/liveness/pose.js';
import { jpegOf } from '../picture.js';
import { findOnTheWay, isBetween } from './on-the-way.js';
import { PoseKeeper } from './pose-keeper.js';
import { letGo, type Picture, RecentPictures } from './recent-pictures.js';
import type { Seen } from './seen.js';

const QUALITY = 0.9;
/** Somebody who has not reached a pose after this many milliseconds needs advice, if so many pictures were looked at meanwhile. */
const PATIENCE = 30_000;
const LOOKS = 12;
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
 * Leads a person through the poses and keeps pictures of them: two of the first pose; for each other one a picture on the way to it and
 * one there; in the last, one in each colour. How fast faces are found only makes it take longer.
 * @returns the pictures in order, `advice` where a pose was not reached in half a minute, or `stopped`
 */
export async function scanFace(scan: Scan): Promise<ScanFrame[] | 'advice' | 'stopped'> {
  const recent = new RecentPictures(scan.video);
  try {
    return await new FaceScan(scan, recent).run();
  } finally {
    recent.stop();
  }
}

class FaceScan {
  readonly #scan: Scan;
  readonly #recent: RecentPictures;
  readonly #keeper: PoseKeeper;
  readonly #frames: ScanFrame[] = [];
  readonly #began = performance.now();
  /** Of the head on its way to the pose awaited; or, where no picture of that was looked at, those among which one may be. */
  #way: Picture | undefined;
  #unseen: Picture[] = [];
  #elsewhereAt = this.#began;
  #troubleSince: number | undefined;

  constructor(scan: Scan, recent: RecentPictures) {
    this.#scan = scan;
    this.#recent = recent;
    this.#keeper = new PoseKeeper(scan.poses, scan.colours);
  }

  async run(): Promise<ScanFrame[] | 'advice' | 'stopped'> {
    const { find, signal } = this.#scan;
    let poseBegan = this.#began;
    let looks = 0;
    let lookedAt = this.#began;
    let lit: number | undefined;
    this.#tell({}, this.#keeper.awaited ?? 'centre');
    for (let pose = this.#keeper.awaited; pose; pose = this.#keeper.awaited) {
      const picture = await this.#recent.newerThan(lookedAt);
      if (signal.aborted) return 'stopped';
      if (++looks > LOOKS && performance.now() - poseBegan > PATIENCE) return 'advice';
      if (!picture) continue;
      lookedAt = picture.at;
      const found = await find(picture.canvas);
      const seen = this.#keeper.holding ? { ...found, pose: found.still } : found;
      this.#follow(seen, picture, pose);
      const { colour } = this.#keeper;
      if (this.#keeper.see(seen.pose, picture)) {
        await this.#keepWay(pose);
        await this.#keep(picture, { pose, ...(colour === undefined ? {} : { colour }) });
        // A colour seen is a step too: who has waited for none of them long is not to be advised.
        poseBegan = performance.now();
        looks = 0;
      }
      if (picture !== this.#way) letGo(picture);
      this.#tell(seen, pose);
      if (this.#keeper.colour === lit) continue;
      lit = this.#keeper.colour;
      await painted();
      this.#keeper.light({ at: performance.now(), number: this.#recent.shown });
    }
    return this.#frames;
  }

  /** Remembers how the head comes to the pose awaited, as long as no picture of it was kept. */
  #follow(seen: Seen, picture: Picture, pose: Pose): void {
    const from = this.#frames.at(-1)?.pose;
    if (!from || from === pose) return;
    if (seen.pose === pose) {
      if (!this.#keeper.holding && !this.#way) this.#unseen = this.#recent.between(this.#elsewhereAt, picture.at);
      return;
    }
    letGo(...this.#unseen);
    this.#unseen = [];
    this.#elsewhereAt = picture.at;
    // A face that was not found may be a blurred one, still on its way.
    if (seen.hint) return;
    letGo(this.#way);
    this.#way = isBetween(seen, from, pose) ? picture : undefined;
  }

  async #keepWay(pose: Pose): Promise<void> {
    const from = this.#frames.at(-1)?.pose;
    if (!from || from === pose) return;
    const look = ({ canvas }: Picture) => this.#scan.find(canvas);
    const way = this.#way ?? (await findOnTheWay(this.#unseen, from, pose, look));
    if (way) await this.#keep(way, { pose, moving: true });
    letGo(this.#way, ...this.#unseen);
    this.#way = undefined;
    this.#unseen = [];
  }

  async #keep({ canvas, at }: Picture, about: Omit<ScanFrame, 'file' | 'at'>): Promise<void> {
    const file = await jpegOf(canvas, `frame-${this.#frames.length + 1}.jpg`, QUALITY);
    this.#frames.push({ file, at: Math.round(at - this.#began), ...about });
  }

  #tell(seen: Seen, pose: Pose): void {
    const { show, light, say, poses } = this.#scan;
    const keeper = this.#keeper;
    // While the screen lights the face, its light is the screen's.
    const trouble = seen.hint ?? (keeper.colour === undefined ? seen.light : undefined);
    const now = performance.now();
    this.#troubleSince = trouble && (this.#troubleSince ?? now);
    const inTrouble = this.#troubleSince !== undefined && now - this.#troubleSince > HINT_AFTER;
    show(keeper.awaited ?? pose, keeper.holding);
    light(keeper.colour);
    say(whatToSay(keeper, pose, inTrouble ? seen : {}), Math.min(keeper.step + 1, poses.length));
  }
}

/** Bad light does not stop a scan: what is to be done is said all the same. */
function whatToSay(keeper: PoseKeeper, pose: Pose, { hint, light }: Seen): string[] {
  if (hint) return ['step', hint];
  if (keeper.colour !== undefined) return ['step', 'colours'];
  const advice = light ? [light] : [];
  return keeper.holding ? ['step', pose, 'hold'] : ['step', keeper.awaited ?? pose, ...advice];
}

/** When the browser has drawn what was changed. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
