import { Context } from '@temporalio/activity';

const every = 3_000;

/**
 * Runs an activity with heartbeats, so that a killed process is noticed within seconds and the work begins anew elsewhere.
 * @param alive also done at each beat, such as holding on to a claim; its failure is left to the next beat.
 */
export async function withHeartbeat<T>(work: () => Promise<T>, alive?: () => Promise<unknown>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => {
    // Nobody listens for a local activity's: its workflow task tells that the process lives.
    if (!context.info.isLocal) context.heartbeat();
    alive?.().catch(() => undefined);
  }, every);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
