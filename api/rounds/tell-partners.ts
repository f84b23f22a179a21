import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { keepDoing } from '../../platform/keep-doing.js';
import type { Logger } from '../../platform/log/log.js';
import type { Store } from '../../store/database.js';
import { logoutDeliveryWorkflow, logoutDeliveryWorkflowId } from '../../workflows/logout-delivery/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';

export type Telling = { store: Pick<Store, 'signOuts' | 'partners'>; temporal: Client; log: Logger };

/** How many are begun in one round. */
const atOnce = 100;

/**
 * Begins the workflows that tell partners of sessions that have ended. What is to be told lies in the store: this may be repeated by
 * anybody at any time, and catches up after an outage of Temporal.
 */
export async function tellPartners({ store, temporal }: Telling, goOn: () => boolean = () => true): Promise<void> {
  for (const { _id: sid, partnerId, accountId } of await store.signOuts.waiting(atOnce)) {
    if (!goOn()) return;
    if ((await store.partners.byId(partnerId))?.backchannelLogoutUri) await begin({ partnerId, accountId, sid });
    await store.signOuts.begun(sid, new Date());
  }

  async function begin(input: { partnerId: string; accountId: string; sid: string }): Promise<void> {
    try {
      await temporal.workflow.start(logoutDeliveryWorkflow, {
        taskQueue: taskQueues.journeys,
        workflowId: logoutDeliveryWorkflowId(input),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [input],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}

/** Tells them now, without being waited for: who signs out is signed out, whatever becomes of this. */
export function tellSoon(telling: Telling): void {
  tellPartners(telling).catch((error: unknown) => telling.log.warn({ err: error }, 'partners wait to be told'));
}

/** Catches up every 15 seconds. @returns what ends it */
export function keepTellingPartners(telling: Telling): () => Promise<void> {
  const work = (goOn: () => boolean) => tellPartners(telling, goOn);
  return keepDoing(work, { everyMs: 15_000, log: telling.log, failure: 'partners wait to be told' });
}
