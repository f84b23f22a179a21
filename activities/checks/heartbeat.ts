import { Context } from '@temporalio/activity';

const every = 3_000;

/** Runs a long check with heartbeats, so that a killed process is noticed within seconds and the check begins anew elsewhere. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), every);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
