import type { UiDeps } from '../../deps.js';
import { tellStopped } from '../../workflows/closure.js';

/** Stops the closing of an account. The store decides; who is to be told is told now, or by the workflow when its time is over. */
export async function stopClosing({ store, temporal, log }: UiDeps, closingId: string): Promise<boolean> {
  const stopped = await store.closings.stop(closingId);
  if (!stopped) return false;
  await tellStopped(temporal, closingId).catch((error: unknown) =>
    log.warn({ err: error }, 'a stopped closing is told later'),
  );
  return true;
}
