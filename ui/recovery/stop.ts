import type { UiDeps } from '../deps.js';
import { tellRecoveryStopped } from '../workflows/recovery.js';

/** Stops a recovery. The store decides; who is to be told is told now, or by the workflow when its time is over. */
export async function stopRecovery(
  { store, temporal, log }: Pick<UiDeps, 'store' | 'temporal' | 'log'>,
  id: string,
): Promise<boolean> {
  if (!(await store.recoveries.stop(id))) return false;
  await tellRecoveryStopped(temporal, id).catch((error: unknown) =>
    log.warn({ err: error }, 'a stopped recovery is told later'),
  );
  return true;
}
