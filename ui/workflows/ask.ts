import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { Unavailable } from '../../platform/errors.js';
import { histogram } from '../../platform/metrics/metrics.js';
import { isOutage } from '../../platform/outage.js';
import type { submitRegistration } from '../../workflows/registration/messages.js';
import type { Submission, SubmissionResult } from '../../workflows/submission.js';
import { taskQueues } from '../../workflows/task-queues.js';

/** A page does not wait longer than this for Temporal: the person is told to try again, and nothing is lost. */
const PATIENCE_MS = 20_000;
const AGAIN_MS = 500;

const steps = histogram(
  'surety_step_update_duration_seconds',
  'Time from a form to the answer of the workflow that it was handed to',
  ['update', 'outcome'],
  [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
);

/** Hands a form to a workflow as one Update whose id is the form’s nonce, starting the workflow where it was never started. */
export async function submit(
  temporal: Client,
  submission: Submission,
  update: typeof submitRegistration,
  startWorkflowOperation: () => ReturnType<typeof operation>,
): Promise<SubmissionResult | undefined> {
  const options = { updateId: submission.nonce, args: [submission] as [Submission] };
  const answered = steps.startTimer({ update: update.name });
  try {
    const result = await patiently(temporal, () =>
      temporal.workflow.executeUpdateWithStart(update, {
        ...options,
        startWorkflowOperation: startWorkflowOperation(),
      }),
    );
    answered({ outcome: 'answered' });
    return result;
  } catch (error) {
    answered({ outcome: 'failed' });
    throw error;
  }
}

/** Starts a workflow; one already started goes on as it is. */
export async function start(
  temporal: Client,
  type: string,
  workflowId: string,
  input: unknown,
  more: { workflowIdReusePolicy?: 'ALLOW_DUPLICATE' } = {},
): Promise<void> {
  await patiently(temporal, () => temporal.workflow.start(type, { ...options(workflowId), ...more, args: [input] }));
}

/** Starts a workflow anew, whatever became of the one before: one that still runs is ended. */
export async function again(temporal: Client, type: string, workflowId: string, args: unknown[]): Promise<void> {
  await temporal.workflow.start(type, {
    workflowId,
    taskQueue: taskQueues.journeys,
    workflowIdConflictPolicy: 'TERMINATE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    args,
  });
}

/** Asks once, and waits no longer than patience lasts. */
export function inTime<T>(temporal: Client, work: () => Promise<T>): Promise<T> {
  return temporal.withDeadline(Date.now() + PATIENCE_MS, work);
}

/** Tries again as long as patience lasts: what is asked for has an id, and is done once. @returns undefined where it was done before. */
export async function patiently<T>(temporal: Client, work: () => Promise<T>): Promise<T | undefined> {
  const end = performance.now() + PATIENCE_MS;
  const left = () => end - performance.now();
  for (;;) {
    try {
      return await temporal.withDeadline(Date.now() + left(), work);
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
      // Temporal forgets an Update that nobody had accepted when a worker or a part of itself was killed: then it knows of none.
      const forgotten = error instanceof WorkflowNotFoundError;
      if (!forgotten && !isOutage(error)) throw error;
      if (left() < AGAIN_MS) throw forgotten ? new Unavailable('update_forgotten', undefined, 5) : error;
      await sleep(AGAIN_MS);
    }
  }
}

/** The start that an Update comes with. */
export function operation(type: string, workflowId: string, input: unknown) {
  return new WithStartWorkflowOperation(type, { ...options(workflowId), args: [input] });
}

/** The id of a workflow that has ended is spent: a stale form does not begin another. */
function options(workflowId: string) {
  return {
    workflowId,
    taskQueue: taskQueues.journeys,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  } as const;
}
