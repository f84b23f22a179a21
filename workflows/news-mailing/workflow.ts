import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { continueAsNew, ParentClosePolicy, proxyActivities, startChild, workflowInfo } from '@temporalio/workflow';
import type { NewsActivities } from '../../activities/news/activities.js';
import { messageDeliveryWorkflow, messageDeliveryWorkflowId } from '../message-delivery/messages.js';
import { taskQueues } from '../task-queues.js';
import type { NewsMailingInput } from './messages.js';

const { putNews, noteNewsSent } = proxyActivities<NewsActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Tells the people of every service that a piece of news concerns, each by one message, which is tried for as long as any other. */
export async function newsMailing({ newsId, after }: NewsMailingInput): Promise<void> {
  for (let last = after; ; ) {
    const { keys, next } = await putNews(last === undefined ? { newsId } : { newsId, after: last });
    for (const key of keys) await deliver(key);
    if (next === undefined) break;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof newsMailing>({ newsId, after: next });
    last = next;
  }
  await noteNewsSent({ newsId });
}

/** A message has a workflow of its own, which outlives this one; whoever was told before is not told again. */
async function deliver(key: string): Promise<void> {
  const message = { key, kind: 'notice' } as const;
  try {
    await startChild(messageDeliveryWorkflow, {
      taskQueue: taskQueues.journeys,
      workflowId: messageDeliveryWorkflowId(message),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [message],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
