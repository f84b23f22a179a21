import { proxyActivities } from '@temporalio/workflow';
import type { InsightActivities } from '../../activities/insight/activities.js';
import { taskQueues } from '../task-queues.js';

const { addUp } = proxyActivities<InsightActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '5 seconds', maximumInterval: '1 minute', maximumAttempts: 10 },
});

/** Adds up what happened on journeys. A run that is given up loses nothing: the next one finds what is left. */
export async function insightRollUp(): Promise<void> {
  await addUp();
}
