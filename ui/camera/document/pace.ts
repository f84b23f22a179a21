/** What is said stays for at least so long, in milliseconds: screen readers must come to the end of it. */
const SAID_FOR = 1_500;
/** What is seen only for a moment is not said. */
const SEEN_FOR = 300;
/** All must be well for so long before the photo takes itself. */
const GOOD_FOR = 500;

/** What to do now: say another instruction, or take the photo. */
export interface Beat<Instruction> {
  readonly say?: Instruction;
  readonly take?: true;
}

/**
 * Turns what each live picture asks for into a calm voice: one instruction at a time, changed at most every 1.5 seconds, and the photo
 * taken when all has been well for half a second. No clock of its own: times come with the pictures.
 */
export class Pace<Instruction extends string> {
  readonly #good: Instruction;
  readonly #patience: number;
  #seen: Instruction | undefined;
  #seenSince = 0;
  #said: Instruction | undefined;
  #saidAt = Number.NEGATIVE_INFINITY;

  /** @param good the instruction that means that all is well @param wait how much longer than half a second that must be, in milliseconds */
  constructor(good: Instruction, wait = 0) {
    this.#good = good;
    this.#patience = GOOD_FOR + wait;
  }

  /** @param at milliseconds */
  see(instruction: Instruction, at: number): Beat<Instruction> {
    if (instruction !== this.#seen) {
      this.#seen = instruction;
      this.#seenSince = at;
    }
    const held = at - this.#seenSince;
    if (instruction === this.#good && held >= this.#patience) return { take: true };
    if (instruction === this.#said || held < SEEN_FOR || at - this.#saidAt < SAID_FOR) return {};
    this.#said = instruction;
    this.#saidAt = at;
    return { say: instruction };
  }
}
