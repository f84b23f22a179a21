import type { UiDeps } from '../../deps.js';
import { tellStopped } from '../../http/submit.js';

/** Stops the closing of an account. The store decides; who is to be told is told now, or by the workflow when its time is over. */
export async function stopClosing({ store, temporal, log }: UiDeps, closingId: string): Promise<boolean> {
  const stopped = await store.closings.stop(closingId);
  if (!stopped) return false;
  await tellStopped(temporal, closingId).catch((error: unknown) =>
    log.warn({ err: error }, 'a stopped closing is told later'),
  );
  return true;
}

/** Whoever signs in to an account that is being closed has changed their mind. */
export async function stopClosingOf(deps: UiDeps, accountId: string): Promise<void> {
  const closing = (await deps.store.accounts.byId(accountId))?.closing;
  if (closing) await stopClosing(deps, closing.id);
}
