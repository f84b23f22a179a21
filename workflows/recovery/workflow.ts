import { allHandlersFinished, condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { RecoveryActivities } from '../../activities/recovery/activities.js';
import { coolingLasts, provingLasts, readyLasts } from '../../domain/accounts/recovery.js';
import { Background } from '../background.js';
import { quickly } from '../quickly.js';
import { taskQueues } from '../task-queues.js';
import { endCase } from '../verification/end-case.js';
import { type RecoveryInput, recoveryProved, recoveryStopped, useRecovery } from './messages.js';

const store = quickly<RecoveryActivities>();

/** Several collections; it begins again where it was killed. */
const patient = proxyActivities<RecoveryActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

type End = 'used' | 'stopped' | 'refused' | 'ended';

/**
 * The way back into an account whose ways in are lost: its person proves who they are; all contacts are told, and for a day anybody who has
 * one of them, or who still signs in, stops it; then the browser that began it comes in, and every other way into the account is gone.
 */
export async function recovery({ recoveryId, accountId, proof, ready: before }: RecoveryInput): Promise<End> {
  const background = new Background();
  const ids = { recoveryId, accountId };
  const hasCase = proof === 'face' || proof === 'verification';
  let proved: boolean | undefined;
  let stopped = false;
  let asked = false;
  let used: boolean | undefined;
  setHandler(recoveryProved, (said) => {
    proved ??= said.proved;
  });
  setHandler(recoveryStopped, () => {
    stopped = true;
  });
  setHandler(useRecovery, async () => {
    asked = true;
    await condition(() => used !== undefined);
    return used === true;
  });

  const end = await goThrough();
  used ??= false;
  // What was sent in to prove it is erased.
  if (end !== 'used' && hasCase) await endCase(recoveryId);
  background.sendNotices(await store.tellRecoveryOver({ ...ids, end, now: Date.now() }));
  await background.settled();
  await condition(allHandlersFinished);
  return end;

  async function goThrough(): Promise<End> {
    const over = before ? undefined : await proveAndCool();
    if (over) return over;
    const ready = stopped ? undefined : await store.makeRecoveryReady({ ...ids, now: Date.now() });
    if (!ready) return store.endRecovery({ ...ids, as: 'ended', now: Date.now() });
    background.sendNotices(ready);
    await condition(() => stopped || asked, readyLasts);
    used = asked && !stopped && (await patient.useRecovery({ ...ids, now: Date.now() }));
    return used ? 'used' : store.endRecovery({ ...ids, as: 'ended', now: Date.now() });
  }

  /** @returns how it ended, where it did not get through */
  async function proveAndCool(): Promise<End | undefined> {
    if (hasCase) {
      await condition(() => proved !== undefined || stopped, provingLasts);
      if (stopped) return 'stopped';
      if (!proved) return store.endRecovery({ ...ids, as: proved === false ? 'refused' : 'ended', now: Date.now() });
    }
    const cooling = await store.coolRecovery({ ...ids, now: Date.now() });
    if (!cooling) return store.endRecovery({ ...ids, as: 'ended', now: Date.now() });
    background.sendNotices(cooling);
    await condition(() => stopped, coolingLasts);
    return undefined;
  }
}
