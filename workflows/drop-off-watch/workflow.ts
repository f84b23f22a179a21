import { proxyActivities } from '@temporalio/workflow';
import type { DropOffActivities } from '../../activities/drop-off/activities.js';
import { deliverNotice } from '../deliver-notice.js';
import { taskQueues } from '../task-queues.js';

const retry = { initialInterval: '1 second', maximumInterval: '1 minute' } as const;

/** It reads a month of every partner's hours; a killed process is noticed by its silence. */
const { watchDropOff } = proxyActivities<DropOffActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '30 seconds',
  retry,
});

const { incidentsToTell, putIncidentNotices, noteIncidentTold } = proxyActivities<DropOffActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '30 seconds',
  retry,
});

/**
 * One run of the drop-off watch. What is found lies in the store first and is told from there, so a run that was killed in the middle is finished by itself or by
 * the next one; messages and events have ids of their own, so nobody is told twice.
 */
export async function dropOffWatch(): Promise<void> {
  await watchDropOff({ now: Date.now() });
  for (const told of await incidentsToTell()) {
    for (const key of await putIncidentNotices(told)) await deliverNotice(key);
    await noteIncidentTold(told);
  }
}
