import { proxyActivities } from '@temporalio/workflow';
import type { CheckActivities } from '../../activities/checks/activities.js';
import type { VerificationActivities } from '../../activities/verification/activities.js';
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

export const checks = proxyActivities<CheckActivities>({
  taskQueue: taskQueues.checks,
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '12 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});
