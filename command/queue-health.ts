import type { Client } from '@temporalio/client';
import { taskQueues } from '../workflows/task-queues.js';

/** Temporal's numbers for the kinds of task queue. */
const kinds = { workflows: 1, activities: 2 } as const;

/** A worker that has not asked for so long is gone, in milliseconds; one asks at least once a minute. */
const pollerGone = 90_000;

export type QueueHealth = {
  queue: string;
  kind: keyof typeof kinds;
  /** How many workers ask for tasks. */
  pollers: number;
  waiting: number;
  /** How long the oldest has waited, in seconds. */
  oldestSeconds: number;
};

/** How long Temporal may take to tell, in milliseconds. */
const patience = 5_000;

/** Who takes tasks of each queue, and what waits there. Rejects where Temporal does not answer in time. */
export function queueHealth(client: Client): Promise<QueueHealth[]> {
  return client.withDeadline(Date.now() + patience, () =>
    Promise.all([
      one(client, taskQueues.journeys, 'workflows'),
      one(client, taskQueues.journeys, 'activities'),
      one(client, taskQueues.checks, 'activities'),
    ]),
  );
}

async function one(client: Client, queue: string, kind: keyof typeof kinds): Promise<QueueHealth> {
  const { pollers, stats } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue },
    taskQueueType: kinds[kind],
    reportStats: true,
  });
  const alive = (pollers ?? []).filter(({ lastAccessTime }) => {
    const at = Number(lastAccessTime?.seconds ?? 0) * 1_000;
    return Date.now() - at < pollerGone;
  });
  return {
    ...{ queue, kind, pollers: alive.length },
    waiting: Number(stats?.approximateBacklogCount ?? 0),
    oldestSeconds: Number(stats?.approximateBacklogAge?.seconds ?? 0),
  };
}
