import { proxyActivities, sleep } from '@temporalio/workflow';
import type { StatisticsActivities } from '../../activities/statistics/activities.js';
import { monthBefore, reportedAt } from '../../domain/insight/months.js';
import { deliverNotice } from '../deliver-notice.js';
import { taskQueues } from '../task-queues.js';

const { tellMonth, putReports } = proxyActivities<StatisticsActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '5 seconds', maximumInterval: '10 minutes' },
});

/**
 * Tells the totals of the month before, once all of it has been added up, and sends its report to whoever wants it. Run again, it tells nothing
 * anew and sends nobody a second report: a month is told once, and each message has a key of its own.
 */
export async function monthlyReport(): Promise<void> {
  const month = monthBefore(new Date(Date.now()));
  const early = reportedAt(month).getTime() - Date.now();
  if (early > 0) await sleep(early);
  await tellMonth({ month, now: Date.now() });
  for (let after = ''; ; ) {
    const { keys, next } = await putReports({ month, after });
    for (const key of keys) await deliverNotice(key);
    if (next === undefined) return;
    after = next;
  }
}
