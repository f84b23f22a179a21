import { type Client, WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Logger } from '../../platform/log/log.js';
import type { Store } from '../../store/database.js';
import type { Journey } from '../../store/journey/journey.js';
import { publishEvents } from '../../store/partners/publish-events.js';
import type { Delivery } from '../../store/partners/webhook-deliveries.js';
import type { EventRow } from '../../store/partners/webhook-events.js';
import { taskQueues } from '../../workflows/task-queues.js';
import {
  attemptNow,
  webhookDeliveryWorkflow,
  webhookDeliveryWorkflowId,
} from '../../workflows/webhook-delivery/messages.js';

export type RelayDeps = { store: Store; temporal: Client; log: Logger };

/** How often the outbox is looked at, in milliseconds. */
const every = 1_000;

/** How long Temporal may take to start one. What was not started stays due. */
const patience = 5_000;

/**
 * Passes on what changed: news of verifications become events, events become deliveries, each delivery starts its workflow. Every step
 * names what it makes by what it is made of, so a process may be killed anywhere, and several may do this at once: nothing is lost and
 * nothing is made twice.
 *
 * @param goOn asked before each piece of work, so that a process that stops need not do all of it
 */
export async function relay(deps: RelayDeps, goOn: () => boolean = () => true): Promise<void> {
  const { store, temporal } = deps;
  await store.standings.lookAtDue(new Date());
  while (goOn()) {
    const journey = await store.standings.takeNews(new Date());
    if (!journey) break;
    await publishEvents(store, eventsOf(journey));
    await store.standings.passedOn(journey);
  }
  while (goOn()) {
    const delivery = await store.webhookDeliveries.takeDue(new Date());
    if (!delivery) break;
    await start(temporal, delivery);
    await store.webhookDeliveries.begun(delivery);
  }
}

/** Relays now and every second. @returns what ends it, resolving when the round under way has ended. */
export function keepRelaying(deps: RelayDeps): () => Promise<void> {
  let stopped = false;
  let round: Promise<void> | undefined;
  const begin = () => {
    round ??= relay(deps, () => !stopped)
      .catch((error: unknown) => deps.log.warn({ err: error }, 'webhooks wait'))
      .then(() => {
        round = undefined;
      });
  };
  begin();
  const timer = setInterval(begin, every);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await round;
  };
}

type Event = Omit<EventRow, 'erasedAt'>;

function eventsOf({ _id, partnerId, news = [] }: Journey): Event[] {
  return news.map(({ type, at, ...change }) => ({
    _id: `${_id}_${change.sequence}`,
    partnerId,
    type,
    verification: { id: _id, ...change },
    createdAt: at,
  }));
}

async function start({ workflow }: Client, { _id: deliveryId, again }: Delivery): Promise<void> {
  const input = { deliveryId };
  const options = {
    taskQueue: taskQueues.journeys,
    workflowId: webhookDeliveryWorkflowId(input),
    args: [input] as [typeof input],
  };
  if (again) {
    const startWorkflowOperation = new WithStartWorkflowOperation(webhookDeliveryWorkflow, {
      ...options,
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    await workflow.withDeadline(Date.now() + patience, () =>
      workflow.executeUpdateWithStart(attemptNow, { startWorkflowOperation }),
    );
    return;
  }
  try {
    await workflow.withDeadline(Date.now() + patience, () =>
      workflow.start(webhookDeliveryWorkflow, { ...options, workflowIdReusePolicy: 'REJECT_DUPLICATE' }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
