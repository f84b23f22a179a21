import { drawFrame } from '../picture.js';

/** What the camera showed at a moment. */
export interface Picture {
  readonly canvas: HTMLCanvasElement;
  /** As `performance.now()` counts, in milliseconds. */
  at: number;
  /** How many the camera had shown by then, those not kept too. */
  number: number;
  /** Not to be drawn over: somebody still needs it. */
  held: boolean;
}

const SIDE = 640;
/** So many are kept: some two seconds, and not too much for a phone's memory (25 MB). */
const KEPT = 20;
/** At least so long apart, in milliseconds: longer where drawing one takes long, but a turn of the head must not fit in between. */
const APART = { least: 70, most: 150 };
/** No more than a fifth of the page's time is spent on drawing them. */
const SHARE = 5;
/** A camera that shows nothing new for so long is looked at again. */
const FROZEN_AFTER = 1_000;

/**
 * Keeps the camera's last pictures without looking at them. However long a slow device takes to find the face in one, what the person did
 * meanwhile can be looked at afterwards.
 */
export class RecentPictures {
  readonly #video: HTMLVideoElement;
  readonly #pictures: Picture[] = [];
  #shown = 0;
  #next = 0;
  #stopped = false;
  #wake: (() => void) | undefined;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
    this.#follow();
  }

  /** How many the camera has shown. */
  get shown(): number {
    return this.#shown;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** The newest picture, once it is a newer one than that: the same one twice would look like a drawing. Held. Undefined when none came within a second. */
  async newerThan(at: number): Promise<Picture | undefined> {
    if (!this.#newest(at)) {
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, FROZEN_AFTER);
        this.#wake = () => {
          clearTimeout(late);
          resolve();
        };
      });
      this.#wake = undefined;
    }
    const found = this.#newest(at);
    if (found) found.held = true;
    return found;
  }

  /** Those taken after one moment and before another, in their order. Held. */
  between(from: number, to: number): Picture[] {
    const found = this.#pictures.filter(({ at }) => at > from && at < to).sort((a, b) => a.at - b.at);
    for (const picture of found) picture.held = true;
    return found;
  }

  #newest(after: number): Picture | undefined {
    return this.#pictures.filter(({ at }) => at > after).sort((a, b) => b.at - a.at)[0];
  }

  /** Calls itself at each new picture, where the browser can tell; else whenever it draws. */
  #follow(): void {
    const seen = () => {
      if (this.#stopped) return;
      this.#shown++;
      const now = performance.now();
      // Whoever has nothing to look at does not wait for longer than the camera makes them.
      if (now >= this.#next || this.#wake) this.#keep(now);
      this.#follow();
    };
    if ('requestVideoFrameCallback' in this.#video) this.#video.requestVideoFrameCallback(seen);
    else requestAnimationFrame(seen);
  }

  #keep(now: number): void {
    const picture = this.#free();
    if (!picture) return;
    drawFrame(this.#video, picture.canvas, SIDE);
    picture.at = now;
    picture.number = this.#shown;
    this.#next = now + Math.min(APART.most, Math.max(APART.least, SHARE * (performance.now() - now)));
    this.#wake?.();
  }

  /** A new one, or the oldest that nobody holds. */
  #free(): Picture | undefined {
    if (this.#pictures.length < KEPT) {
      const made = { canvas: document.createElement('canvas'), at: 0, number: 0, held: false };
      this.#pictures.push(made);
      return made;
    }
    return this.#pictures.filter(({ held }) => !held).sort((a, b) => a.at - b.at)[0];
  }
}

/** Gives pictures back. */
export function letGo(...pictures: readonly (Picture | undefined)[]): void {
  for (const picture of pictures) if (picture) picture.held = false;
}
