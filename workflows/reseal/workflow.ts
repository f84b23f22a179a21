import { proxyActivities } from '@temporalio/workflow';
import type { ResealActivities } from '../../activities/reseal/activities.js';
import { taskQueues } from '../task-queues.js';

const retry = { initialInterval: '5 seconds', maximumInterval: '5 minutes' } as const;
const { placesToReseal, noteResealed } = proxyActivities<ResealActivities>({
  ...{ taskQueue: taskQueues.journeys, startToCloseTimeout: '1 minute', retry },
});
// A collection may hold tens of millions of rows. A worker that was killed is noticed by its heartbeat, and another goes on from its page.
const { resealCollection } = proxyActivities<ResealActivities>({
  ...{ taskQueue: taskQueues.journeys, startToCloseTimeout: '7 days', heartbeatTimeout: '2 minutes', retry },
});

/** Seals anew what lies under older sealing keys; a pass that finds nothing says that they may be taken out. */
export async function reseal(): Promise<void> {
  const begun = Date.now();
  const places = await placesToReseal();
  if (places.length === 0) return;
  let resealed = 0;
  const left: Record<string, number> = {};
  for (const place of places) {
    const found = await resealCollection(place);
    resealed += found.resealed;
    for (const [field, many] of Object.entries(found.left)) left[`${place.collection}.${field}`] = many;
  }
  await noteResealed({ begun, resealed, left });
}
