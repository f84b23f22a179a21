import type { Client } from '@temporalio/client';
import { inTime } from '../../platform/in-time.js';
import { gauge } from '../../platform/metrics/metrics.js';
import type { AuditVerdict } from '../../store/audit/audit-verdict.js';
import { type Backlogs, outboxes } from '../../store/backlogs.js';
import type { Store } from '../../store/database.js';
import { taskQueues } from '../../workflows/task-queues.js';

type Watched = { store: Pick<Store, 'backlogs' | 'auditVerdict'>; temporal: Client };

/** How long what was measured stands, in milliseconds: who asks more often makes no more work. */
const stands = 10_000;
/** How long whoever asks for metrics is kept waiting for these, in milliseconds. */
const patience = 3_000;

/** Temporal's number for queues of activities (`TaskQueueType`); those of workflows are 1. */
const types = { workflow: 1, activity: 2 } as const;

const waiting = gauge('surety_outbox_waiting', 'What waits to be done by a process of Surety', ['outbox']);
const oldest = gauge('surety_outbox_oldest_seconds', 'For how long the oldest of it has waited', ['outbox']);
const reviews = gauge('surety_reviews_waiting', 'Cases that wait for caseworkers: open, of these late, and held', [
  'state',
]);
const oldestReview = gauge('surety_reviews_oldest_seconds', 'For how long the first due of the open cases has waited', [
  'state',
]);
const incidents = gauge('surety_incidents_live', 'Incidents of partners’ journeys that are not over', ['state']);
const audit = gauge('surety_audit_broken', 'Whether the audit was found to be other than as it was written: 1, else 0');
const verified = gauge('surety_audit_verified_timestamp_seconds', 'When the audit was last walked through');
const tasks = gauge('surety_task_queue_waiting', 'Tasks that Temporal holds for workers, about', ['queue', 'type']);
const oldestTask = gauge('surety_task_queue_oldest_seconds', 'For how long the oldest of them has waited', [
  'queue',
  'type',
]);

/**
 * What waits, as metrics: in the store, and in Temporal's queues. Every api process tells it, of all processes together: add nothing up.
 * What could not be measured is not told, rather than as it once was.
 *
 * @returns brings the values up to date
 */
export function watchBacklogs({ store, temporal }: Watched): () => Promise<void> {
  let measuring: Promise<void> | undefined;
  let until = 0;

  const measure = async () => {
    const [told, verdict] = await Promise.all([
      inTime(store.backlogs.measure(new Date()), patience).catch(() => undefined),
      inTime(store.auditVerdict.last(), patience).catch(() => undefined),
    ]);
    for (const one of [waiting, oldest, reviews, oldestReview, incidents]) one.reset();
    if (told) tell(told);
    if (verdict) tellVerdict(verdict);
    tasks.reset();
    oldestTask.reset();
    const asked = Object.values(taskQueues).flatMap((queue) =>
      (['workflow', 'activity'] as const).map((type) => tellQueue(temporal, queue, type)),
    );
    await Promise.allSettled(asked);
    until = performance.now() + stands;
  };

  return async () => {
    if (performance.now() < until) return;
    measuring ??= measure().finally(() => {
      measuring = undefined;
    });
    await measuring;
  };
}

function tell(told: Backlogs): void {
  for (const outbox of outboxes) {
    waiting.set({ outbox }, told.outboxes[outbox].waiting);
    oldest.set({ outbox }, told.outboxes[outbox].oldestSeconds);
  }
  const { late, held, waiting: open, oldestSeconds } = told.reviews;
  for (const [state, count] of Object.entries({ open, late, held })) reviews.set({ state }, count);
  oldestReview.set({ state: 'open' }, oldestSeconds);
  incidents.set({ state: 'live' }, told.incidents);
}

function tellVerdict({ broken, verifiedAt }: AuditVerdict): void {
  audit.set(broken ? 1 : 0);
  verified.set(verifiedAt.getTime() / 1_000);
}

async function tellQueue({ connection, options }: Client, queue: string, type: keyof typeof types): Promise<void> {
  const asked = {
    namespace: options.namespace,
    taskQueue: { name: queue },
    taskQueueType: types[type],
    reportStats: true,
  };
  const { stats } = await connection.withDeadline(Date.now() + patience, () =>
    connection.workflowService.describeTaskQueue(asked),
  );
  if (!stats) return;
  tasks.set({ queue, type }, Number(stats.approximateBacklogCount ?? 0));
  const { seconds, nanos } = stats.approximateBacklogAge ?? {};
  oldestTask.set({ queue, type }, Number(seconds ?? 0) + (nanos ?? 0) / 1e9);
}
