import { allHandlersFinished, condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { ClosureActivities } from '../../activities/closure/activities.js';
import { closingLasts } from '../../domain/accounts/closing.js';
import { quickly } from '../quickly.js';
import { send } from '../sending.js';
import { taskQueues } from '../task-queues.js';
import { endCase } from '../verification/end-case.js';
import { type ClosureInput, closingBegun, closingHastened, closingStopped } from './messages.js';

const store = quickly<ClosureActivities>();

/** Many collections, one after another; it begins again where it was killed. */
const patient = proxyActivities<ClosureActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});

/**
 * Closes an account: signed out everywhere at once; seven days in which its person may change their mind; then it is erased, and partners
 * are told.
 */
export async function closure(input: ClosureInput): Promise<'closed' | 'stopped' | 'refused'> {
  let begun: boolean | undefined;
  let stopped = false;
  let hastened = false;
  setHandler(closingBegun, async () => {
    await condition(() => begun !== undefined);
    return begun === true;
  });
  setHandler(closingStopped, () => {
    stopped = true;
  });
  setHandler(closingHastened, () => {
    hastened = true;
  });

  const closing = await store.beginClosing({ ...input, now: Date.now() });
  begun = closing !== undefined;
  if (closing) {
    for (const caseId of closing.cases) await endCase(caseId);
    const told = sendAll(closing.messages);
    // Begun again after it was lost in the middle of the erasure: nobody changes their mind any more.
    if (!closing.erasing) await condition(() => stopped || hastened, closingLasts);
    await told;
  }
  const erasing = closing && !stopped ? await store.beginErasing({ ...input, now: Date.now() }) : undefined;
  await condition(allHandlersFinished);
  if (!closing) return 'refused';
  if (!erasing) {
    await sendAll(await store.tellStopped({ ...input, now: Date.now() }));
    return 'stopped';
  }
  const { messages, partners, others } = erasing;
  await patient.eraseAccount({ ...input, messages, now: Date.now() });
  await patient.tellClosed({ ...input, partners, now: Date.now() });
  await sendAll([...messages, ...others]);
  await patient.eraseMessages({ messages });
  return 'closed';
}

async function sendAll(keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => send(key, 'notice')));
}
