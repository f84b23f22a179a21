import { proxyActivities, type UntypedActivities } from '@temporalio/workflow';
import type { CheckActivities } from '../../activities/checks/activities.js';
import type { VerificationActivities } from '../../activities/verification/activities.js';
import { elseBy } from '../else-by.js';
import { quickly } from '../quickly.js';
import { taskQueues } from '../task-queues.js';

/** What only touches the store: local, in turn, for a few seconds. */
export const store = quickly<VerificationActivities>();

/** A trace that PDS does not answer is told to the person after a minute: they choose whether to wait. */
export const pds = proxyActivities<VerificationActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '25 seconds',
  heartbeatTimeout: '12 seconds',
  scheduleToCloseTimeout: '60 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
});

const checking = {
  taskQueue: taskQueues.checks,
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
} as const;

/**
 * A checks process that was killed is noticed by its heartbeats. They stop as well where a machine has ten times the work that it can do, and
 * each new attempt would only add to it: after the third the check is given its time.
 */
export const checks = elseBy<CheckActivities>(
  proxyActivities<UntypedActivities>({
    ...checking,
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '12 seconds',
    retry: { ...checking.retry, maximumAttempts: 3 },
  }),
  proxyActivities<UntypedActivities>({ ...checking, startToCloseTimeout: '10 minutes', heartbeatTimeout: '2 minutes' }),
);
