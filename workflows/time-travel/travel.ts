import { condition } from '@temporalio/workflow';

/** Time travel of a sandbox: how much older a workflow's waits were made, in milliseconds in all. No clock is changed. */
export class Travel {
  #total = 0;
  #caughtUp = true;

  /** Has a wait begun so much earlier. What the workflow waits for is looked at again at once. */
  by(ms: number): void {
    this.#total += ms;
    this.#caughtUp = false;
  }

  get total(): number {
    return this.#total;
  }

  /** The loop has looked: nothing is due any more. */
  catchUp(): void {
    this.#caughtUp = true;
  }

  /** For whoever travelled: resolves when what became due is done, or after a few seconds. */
  async settled(): Promise<void> {
    await condition(() => this.#caughtUp, '5 seconds');
  }

  /** Waits, less by what is travelled meanwhile. @param until asked for something else to end it */
  async wait(ms: number, until: () => boolean = () => false): Promise<void> {
    const from = this.#total;
    const end = Date.now() + ms;
    for (;;) {
      const left = end - Date.now() - (this.#total - from);
      if (left <= 0 || until()) return;
      const seen = this.#total;
      this.#caughtUp = true;
      await condition(() => this.#total !== seen || until(), left);
    }
  }
}
