import type { Client } from '@temporalio/client';
import { randomId } from '../../platform/random-id.js';
import type { Opened } from '../open.js';
import { failing, retrying } from './compare.js';
import type { Kind } from './kind.js';
import { kinds } from './kinds.js';
import { look, standsOf } from './look.js';
import type { Remedy, Stuck } from './stuck.js';

/** What runs in Temporal and fails, or has no row: those that the store knows of are compared from there. */
export async function* knownToTemporal(opened: Opened): AsyncGenerator<() => Promise<Stuck | undefined>> {
  const running = opened.temporal.client.workflow.list({ query: 'ExecutionStatus = "Running"' });
  for await (const { workflowId, type } of running) yield () => ofWorkflow(opened, workflowId, type);
}

async function ofWorkflow(opened: Opened, workflowId: string, type: string): Promise<Stuck | undefined> {
  const { client } = opened.temporal;
  const kind = kinds.find(({ workflow, kept }) => workflow === type && kept);
  if (kind && (await isOrphan(opened, kind, workflowId))) {
    const says = 'the store does not know it: it was made after the moment that the store was restored to';
    return { workflowId, what: 'orphan', says, remedy: terminating(client, workflowId) };
  }
  // Compared from the store, which knows where it stands.
  if (kind?.standing) return undefined;
  const seen = await look(client, workflowId);
  if (seen.state === 'failing') {
    return { workflowId, what: 'failing', says: failing(seen.tries), remedy: beginningAgain(client, workflowId) };
  }
  if (seen.state === 'retrying') return { workflowId, what: 'retrying', says: retrying(seen.activity, seen.tries) };
  return undefined;
}

async function isOrphan({ store, temporal }: Opened, kind: Kind<unknown>, workflowId: string): Promise<boolean> {
  if (await kind.kept?.(store, workflowId.slice(kind.workflowId('').length))) return false;
  if (['missing', 'ended'].includes((await look(temporal.client, workflowId)).state)) return false;
  // One that is over has erased its row, and may still have a message to send.
  const own = kind.standing && (await standsOf(temporal.client, workflowId));
  return !own || !kind.standing?.over.includes(own.step);
}

const terminating = (client: Client, workflowId: string): Remedy => ({
  says: 'terminate it: nothing of it is in the store',
  apply: async () => {
    await client.workflow.getHandle(workflowId).terminate('surety redrive: no row in the store');
    return true;
  },
});

/** Resets it to its first task: what it asks activities for may be repeated without harm, and Updates and signals are taken along. */
const beginningAgain = (client: Client, workflowId: string): Remedy => ({
  says: 'reset it to its beginning: it runs through again with the code of now',
  apply: async () => {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    const first = events?.find(({ workflowTaskStartedEventAttributes }) => workflowTaskStartedEventAttributes);
    if (!first?.eventId) throw new Error('it has no task yet');
    await client.workflowService.resetWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId },
      reason: 'surety redrive',
      workflowTaskFinishEventId: first.eventId.add(1),
      requestId: randomId(),
    });
    return true;
  },
});
