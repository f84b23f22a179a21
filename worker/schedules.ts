import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy, type ScheduleSpec } from '@temporalio/client';
import { dropOffWatchScheduleId, dropOffWatchWorkflow } from '../workflows/drop-off-watch/messages.js';
import { insightRollUpScheduleId, insightRollUpWorkflow } from '../workflows/insight-roll-up/messages.js';
import { keyRotationScheduleId, keyRotationWorkflow } from '../workflows/key-rotation/messages.js';
import { monthlyReportScheduleId, monthlyReportWorkflow } from '../workflows/monthly-report/messages.js';
import { resealScheduleId, resealWorkflow } from '../workflows/reseal/messages.js';
import { taskQueues } from '../workflows/task-queues.js';

type Scheduled = { id: string; workflowType: string; spec: ScheduleSpec; catchupWindow?: '1 hour' | '20 days' };

/** What is begun by the clock. */
const schedules: readonly Scheduled[] = [
  { id: insightRollUpScheduleId, workflowType: insightRollUpWorkflow, spec: { intervals: [{ every: '1 minute' }] } },
  { id: keyRotationScheduleId, workflowType: keyRotationWorkflow, spec: { intervals: [{ every: '1 hour' }] } },
  {
    id: resealScheduleId,
    workflowType: resealWorkflow,
    spec: { intervals: [{ every: '1 hour', offset: '30 minutes' }] },
  },
  // Ten minutes after the hour it has been added up; the other quarters are for what partners report themselves.
  {
    id: dropOffWatchScheduleId,
    workflowType: dropOffWatchWorkflow,
    spec: { calendars: [{ minute: [10, 25, 40, 55], hour: '*' }] },
  },
  // By then the month has been added up. After an outage it is made up for.
  {
    id: monthlyReportScheduleId,
    workflowType: monthlyReportWorkflow,
    spec: { calendars: [{ dayOfMonth: 1, hour: 6 }], timezone: 'Europe/London' },
    catchupWindow: '20 days',
  },
];

/** Sees to it that workflows are started by the clock, one run of each at a time. Every worker says so: the first one makes a schedule, others bring it up to date. */
export async function keepSchedules(client: Client): Promise<void> {
  for (const schedule of schedules) await keep(client, schedule);
}

async function keep(client: Client, { id, workflowType, spec, catchupWindow = '1 hour' }: Scheduled): Promise<void> {
  const action = {
    type: 'startWorkflow' as const,
    workflowType,
    workflowId: id,
    taskQueue: taskQueues.journeys,
    args: [],
  };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow } as const;
  try {
    await client.schedule.create({ scheduleId: id, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(id).update((known) => ({ ...known, spec, action, policies }));
  }
}
