import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { type Stands, stands } from '../../workflows/stands.js';
import { manyTasks, manyTries } from './stuck.js';

/** How a workflow is, as Temporal tells it. */
export type Seen =
  | { state: 'missing' | 'ended' }
  | { state: 'failing'; tries: number }
  | { state: 'retrying'; activity: string; tries: number }
  | { state: 'running'; runId: string };

export async function look(client: Client, workflowId: string): Promise<Seen> {
  try {
    const { status, runId, raw } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') return { state: 'ended' };
    const tries = Number(raw.pendingWorkflowTask?.attempt ?? 0);
    if (tries > manyTasks) return { state: 'failing', tries };
    const activity = raw.pendingActivities?.find(({ attempt }) => Number(attempt ?? 0) >= manyTries);
    if (!activity) return { state: 'running', runId };
    return { state: 'retrying', activity: activity.activityType?.name ?? '?', tries: Number(activity.attempt) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { state: 'missing' };
    throw error;
  }
}

/** Where it stands by its own account; undefined where it does not answer in time. */
export async function standsOf(client: Client, workflowId: string): Promise<Stands | undefined> {
  try {
    return await client.withDeadline(Date.now() + 10_000, () => client.workflow.getHandle(workflowId).query(stands));
  } catch {
    return undefined;
  }
}
