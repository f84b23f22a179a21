import {
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { RecoveryActivities } from '../../activities/recovery/activities.js';
import { coolingLasts, provingLasts, readyLasts } from '../../domain/accounts/recovery.js';
import { Background } from '../background.js';
import { quickly } from '../quickly.js';
import { send } from '../sending.js';
import { taskQueues } from '../task-queues.js';
import { verificationWorkflowId } from '../verification/messages.js';
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
  if (end !== 'used') await endCase();
  for (const key of await store.tellRecoveryOver({ ...ids, end, now: Date.now() })) sendLater(key);
  await background.settled();
  await condition(allHandlersFinished);
  return end;

  async function goThrough(): Promise<End> {
    const over = before ? undefined : await proveAndCool();
    if (over) return over;
    const ready = stopped ? undefined : await store.makeRecoveryReady({ ...ids, now: Date.now() });
    if (!ready) return store.endRecovery({ ...ids, as: 'ended', now: Date.now() });
    for (const key of ready) sendLater(key);
    await condition(() => stopped || asked, readyLasts);
    used = asked && !stopped && (await patient.useRecovery({ ...ids, now: Date.now() }));
    return used ? 'used' : store.endRecovery({ ...ids, as: 'ended', now: Date.now() });
  }

  /** @returns how it ended, where it did not get through */
  async function proveAndCool(): Promise<End | undefined> {
    if (proof === 'face' || proof === 'verification') {
      await condition(() => proved !== undefined || stopped, provingLasts);
      if (stopped) return 'stopped';
      if (!proved) return store.endRecovery({ ...ids, as: proved === false ? 'refused' : 'ended', now: Date.now() });
    }
    const cooling = await store.coolRecovery({ ...ids, now: Date.now() });
    if (!cooling) return store.endRecovery({ ...ids, as: 'ended', now: Date.now() });
    for (const key of cooling) sendLater(key);
    await condition(() => stopped, coolingLasts);
    return undefined;
  }

  function sendLater(key: string): void {
    background.run(async () => void (await send(key, 'notice')));
  }

  /** What was sent in to prove it is erased. There may be no case, or none any more, which is as good. */
  async function endCase(): Promise<void> {
    if (proof !== 'face' && proof !== 'verification') return;
    await getExternalWorkflowHandle(verificationWorkflowId(recoveryId))
      .cancel()
      .catch(() => undefined);
  }
}
