import { hour, minute } from '../../domain/clock.js';

/** How long after each failed attempt the next one is made: eleven attempts in three days. */
const waits = [
  5_000,
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  20 * hour,
] as const;

/** Where a delivery stands: how often it was tried, and whether somebody wants it tried at once. */
export class DeliveryProgress {
  #failed = 0;
  #asked = false;
  #extra = false;

  /** Another attempt is wanted now. */
  ask(): void {
    this.#asked = true;
  }

  get asked(): boolean {
    return this.#asked;
  }

  /** An attempt begins: it answers whoever asked before. */
  begin(): void {
    this.#extra = this.#asked;
    this.#asked = false;
  }

  /**
   * How long to wait should the attempt that now begins fail, in milliseconds; undefined where it is the last one.
   * @param chance 0 to 1: up to a tenth more, so that what failed together is not tried together.
   */
  waitAfter(chance: number): number | undefined {
    const wait = waits[this.#failed];
    return wait && Math.round(wait * (1 + chance / 10));
  }

  /** The attempt failed. One that somebody asked for takes none of the others away. */
  failed(): void {
    if (!this.#extra) this.#failed += 1;
  }
}
