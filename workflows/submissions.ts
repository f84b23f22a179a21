import { condition } from '@temporalio/workflow';
import type { SubmissionResult } from './submission.js';

type Waiting<Message> = { message: Message; settle: (result: SubmissionResult) => void };

/**
 * Between Update handlers, which only enqueue, and the workflow's one loop, which acts: nothing interleaves.
 * Results of spent keys are kept (and carried through continue-as-new), so that a double click, a reload, a second tab or a
 * retry after a crash gets the first answer again.
 */
export class Submissions<Message> {
  readonly #waiting: Waiting<Message>[] = [];
  readonly #spent: Map<string, SubmissionResult>;
  readonly #keyOf: (message: Message) => string;
  readonly #staleNow: (message: Message) => SubmissionResult | undefined;

  /**
   * @param keyOf what makes two messages the same.
   * @param staleNow the answer to a message that is not (or no longer) awaited, undefined where it is: such a one need not queue behind
   * a long check.
   */
  constructor(
    keyOf: (message: Message) => string,
    staleNow: (message: Message) => SubmissionResult | undefined,
    spent: [string, SubmissionResult][] = [],
  ) {
    this.#keyOf = keyOf;
    this.#staleNow = staleNow;
    this.#spent = new Map(spent);
  }

  /** For the Update handler: resolves when the loop has acted. */
  async receive(message: Message): Promise<SubmissionResult> {
    const key = this.#keyOf(message);
    const answered = this.#spent.get(key) ?? this.#staleNow(message);
    if (answered) return answered;
    let result: SubmissionResult | undefined;
    this.#waiting.push({
      message,
      settle: (settled) => {
        result = settled;
      },
    });
    await condition(() => result !== undefined);
    return result as unknown as SubmissionResult;
  }

  /**
   * For the loop: the next message with the means to answer it, or undefined when `timeoutMs` has passed or `interrupted` says so.
   * A key spent while its copy still waited is answered here and not handed out again.
   */
  async next(timeoutMs: number, interrupted: () => boolean = () => false): Promise<Waiting<Message> | undefined> {
    for (;;) {
      await condition(() => this.#waiting.length > 0 || interrupted(), Math.max(timeoutMs, 1));
      const waiting = this.#waiting.shift();
      if (!waiting) return undefined;
      const key = this.#keyOf(waiting.message);
      const answered = this.#spent.get(key) ?? this.#staleNow(waiting.message);
      if (answered) {
        waiting.settle(answered);
        continue;
      }
      return {
        message: waiting.message,
        settle: (result) => {
          // A stale message spent nothing: its nonce may never have been this workflow's.
          if (result.outcome === 'accepted') this.#spent.set(key, result);
          waiting.settle(result);
        },
      };
    }
  }

  get idle(): boolean {
    return this.#waiting.length === 0;
  }

  /** What to carry through continue-as-new. */
  spent(): [string, SubmissionResult][] {
    return [...this.#spent];
  }
}
