import type { Pose } from '../../evidence/liveness/pose.js';

/** A pose counts when it was kept for so long, in milliseconds. */
const HOLD = 400;
/** Between the two pictures of a pose. */
const BETWEEN = 250;

/** What to do with the picture just seen: nothing, keep it as one of the pose's two, or keep it and go on to the next pose. */
export type Keep = 'nothing' | 'first' | 'last';

/**
 * Decides which pictures of a scan to keep: two of each pose, from when the pose has been held for 0.4 s. Who moves away in
 * between begins the pose again. No clock of its own: times come with the pictures.
 */
export class PoseKeeper {
  readonly #poses: readonly Pose[];
  #step = 0;
  #since: number | undefined;
  #firstAt: number | undefined;

  constructor(poses: readonly Pose[]) {
    this.#poses = poses;
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

  /** @param pose what the picture shows, undefined in between or without a face @param at milliseconds */
  see(pose: Pose | undefined, at: number): Keep {
    if (!this.awaited || pose !== this.awaited) {
      this.#since = undefined;
      this.#firstAt = undefined;
      return 'nothing';
    }
    this.#since ??= at;
    if (at - this.#since < HOLD) return 'nothing';
    if (this.#firstAt === undefined) {
      this.#firstAt = at;
      return 'first';
    }
    if (at - this.#firstAt < BETWEEN) return 'nothing';
    this.#step++;
    this.#since = undefined;
    this.#firstAt = undefined;
    return 'last';
  }
}
