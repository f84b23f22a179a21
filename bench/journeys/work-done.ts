import { Client, Connection } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import type { Product } from '../../test/support/product/product.js';

type Event = temporal.api.history.v1.IHistoryEvent;

/** What Temporal did for one journey. */
export interface WorkDone {
  updates: number;
  /** Non-local ones. */
  activities: number;
  /** Milliseconds that checks of evidence ran and waited for their turn. */
  checksMs: number;
}

/** Counts in the histories of all workflows that began between two moments, which are one person's. */
export async function workDone({ settings }: Product, from: Date, until: Date): Promise<WorkDone> {
  const connection = await Connection.connect({ address: settings.TEMPORAL_ADDRESS ?? '' });
  const client = new Client({ connection });
  const done: WorkDone = { updates: 0, activities: 0, checksMs: 0 };
  const query = `StartTime BETWEEN "${from.toISOString()}" AND "${until.toISOString()}"`;
  for await (const { workflowId, runId, taskQueue } of client.workflow.list({ query })) {
    if (taskQueue !== 'journeys') continue;
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    for (const event of events ?? []) count(done, event, events ?? []);
  }
  await connection.close();
  return done;
}

function count(done: WorkDone, event: Event, events: readonly Event[]): void {
  if (event.workflowExecutionUpdateAcceptedEventAttributes) done.updates += 1;
  if (event.activityTaskScheduledEventAttributes) done.activities += 1;
  const ended = event.activityTaskCompletedEventAttributes;
  const scheduled = ended && events.find(({ eventId }) => String(eventId) === String(ended.scheduledEventId));
  if (scheduled?.activityTaskScheduledEventAttributes?.taskQueue?.name !== 'checks') return;
  done.checksMs += timeOf(event) - timeOf(scheduled);
}

function timeOf({ eventTime }: Event): number {
  return Number(eventTime?.seconds ?? 0) * 1000 + (eventTime?.nanos ?? 0) / 1e6;
}
