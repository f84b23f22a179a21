import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { NewsActivities } from '../../activities/news/activities.js';
import { deliverNotice } from '../deliver-notice.js';
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
    for (const key of keys) await deliverNotice(key);
    if (next === undefined) break;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof newsMailing>({ newsId, after: next });
    last = next;
  }
  await noteNewsSent({ newsId });
}
