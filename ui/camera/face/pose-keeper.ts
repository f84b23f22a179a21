import { COLOUR_SETTLES } from '../../../evidence/liveness/colours.js';
import type { Pose } from '../../../evidence/liveness/pose.js';

/** A pose counts when it was kept for so long, in milliseconds. */
const HOLD = 300;
/** Between the two pictures of the first pose. */
const BETWEEN = 250;
/** In a new colour the camera's first pictures may still show the last one, the longer the slower a device is. */
const PICTURES_PER_COLOUR = 3;

/** When something was, in milliseconds, and how many pictures the camera had shown by then. */
export interface Moment {
  readonly at: number;
  readonly number: number;
}

/**
 * Decides which pictures of a scan to keep: two of the first pose, one of each other, one in each colour of the last. Nothing is lost by
 * moving away in between: it goes on when the head is back. No clock of its own: what counts is when pictures were taken, however
 * much later they were looked at.
 */
export class PoseKeeper {
  readonly #poses: readonly Pose[];
  readonly #colours: number;
  #step = 0;
  #kept = 0;
  #since: number | undefined;
  #keptAt: number | undefined;
  #colouring = false;
  #lit: Moment | undefined;

  /** @param colours how many are shown during the last pose; 0 for a scan without them */
  constructor(poses: readonly Pose[], colours: number) {
    this.#poses = poses;
    this.#colours = colours;
  }

  /** Poses done, from 0. */
  get step(): number {
    return this.#step;
  }

  /** The pose awaited now; undefined when all are done. */
  get awaited(): Pose | undefined {
    return this.#poses[this.#step];
  }

  /** Whether the head is in the awaited pose, so that the person should keep still. */
  get holding(): boolean {
    return this.#since !== undefined;
  }

  /** The place of the colour that the screen should show now; undefined for none. */
  get colour(): number | undefined {
    return this.#colouring ? this.#kept : undefined;
  }

  get #inColours(): boolean {
    return this.#colours > 0 && this.#step === this.#poses.length - 1;
  }

  /** Tells that the screen now shows `colour`. */
  light(moment: Moment): void {
    this.#lit = moment;
  }

  /**
   * @param pose what the picture shows, undefined in between or without a face
   * @param taken when
   * @returns whether to keep this picture
   */
  see(pose: Pose | undefined, { at, number }: Moment): boolean {
    if (!this.awaited || pose !== this.awaited) {
      this.#since = undefined;
      return false;
    }
    this.#since ??= at;
    if (at - this.#since < HOLD) return false;
    if (this.#inColours) {
      this.#colouring = true;
      if (!this.#lit || at - this.#lit.at < COLOUR_SETTLES || number - this.#lit.number < PICTURES_PER_COLOUR)
        return false;
    } else if (this.#keptAt !== undefined && at - this.#keptAt < BETWEEN) return false;
    this.#lit = undefined;
    this.#keptAt = at;
    if (++this.#kept < this.#wanted) return true;
    this.#step++;
    this.#kept = 0;
    this.#since = undefined;
    this.#keptAt = undefined;
    this.#colouring = false;
    return true;
  }

  /** Pictures of the pose awaited. */
  get #wanted(): number {
    if (this.#inColours) return this.#colours;
    return this.#step === 0 ? 2 : 1;
  }
}
