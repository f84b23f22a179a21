import {
  type ActivityInterfaceFor,
  proxyActivities,
  proxyLocalActivities,
  type UntypedActivities,
} from '@temporalio/workflow';
import { elseBy } from './else-by.js';
import { taskQueues } from './task-queues.js';

/**
 * Activities that are one or two store operations: run locally, which spares a round trip; where the store does not answer within a few
 * seconds (local activities must be short), again as normal ones that are retried until it does. Only for idempotent activities.
 *
 * One at a time: of local activities that run side by side, a replay resolves the one scheduled first, whichever ended first then, and
 * what follows them would come in another order than history has it.
 */
export function quickly<A extends UntypedActivities>(): ActivityInterfaceFor<A> {
  const local = proxyLocalActivities<UntypedActivities>({
    startToCloseTimeout: '3 seconds',
    scheduleToCloseTimeout: '6 seconds',
    retry: { initialInterval: '200 milliseconds', maximumAttempts: 4 },
  });
  const normal = proxyActivities<UntypedActivities>({
    taskQueue: taskQueues.journeys,
    startToCloseTimeout: '10 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  });
  const either = elseBy<UntypedActivities>(local, normal);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };
  return new Proxy({} as ActivityInterfaceFor<A>, {
    get:
      (_, name: string) =>
      (...args: unknown[]) =>
        inTurn(async () => either[name]?.(...args)),
  });
}
