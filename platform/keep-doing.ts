import type { Logger } from './log/log.js';

/**
 * Does something now and again at a fixed pace, one round at a time; several processes may.
 * @param work asks `goOn` between its parts, so that a process that stops need not wait for all.
 * @returns what ends it, resolving when the round under way has ended.
 */
export function keepDoing(
  work: (goOn: () => boolean) => Promise<unknown>,
  { everyMs, log, failure }: { everyMs: number; log: Logger; failure: string },
): () => Promise<void> {
  let stopped = false;
  let round: Promise<void> | undefined;
  const begin = () => {
    round ??= work(() => !stopped)
      .then(
        () => {},
        (error: unknown) => log.warn({ err: error }, failure),
      )
      .then(() => {
        round = undefined;
      });
  };
  begin();
  const timer = setInterval(begin, everyMs);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await round;
  };
}
