import { send } from './sending.js';

/** Work that goes on beside the loop (messages on their way) and must be finished before the workflow may end or continue as new. */
export class Background {
  readonly #running = new Set<Promise<unknown>>();

  /** Starts work whose failure was already dealt with inside it. */
  run(work: () => Promise<void>): void {
    const running = work().finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Sends these notices, for as long as that is of use. */
  sendNotices(keys: readonly string[]): void {
    for (const key of keys) this.run(async () => void (await send(key, 'notice')));
  }

  get idle(): boolean {
    return this.#running.size === 0;
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
