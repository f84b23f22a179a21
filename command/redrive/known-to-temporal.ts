import type { Client } from '@temporalio/client';
import { randomId } from '../../platform/random-id.js';
import type { Opened } from '../open.js';
import { failing, retrying } from './compare.js';
import { look } from './look.js';
import type { Remedy, Stuck } from './stuck.js';

/** The workflows whose row must be in the store, by what their ids begin with. */
const rowOf: Readonly<Record<string, (store: Opened['store'], id: string) => Promise<unknown>>> = {
  verification: (store, id) => store.cases.byId(id),
  registration: (store, id) => store.registrations.state(id),
};

/** What runs in Temporal and fails, or has no row: those that the store knows of are compared from there. */
export async function* knownToTemporal(opened: Opened): AsyncGenerator<() => Promise<Stuck | undefined>> {
  const running = opened.temporal.client.workflow.list({ query: 'ExecutionStatus = "Running"' });
  for await (const { workflowId, type } of running) yield () => ofWorkflow(opened, workflowId, type);
}

async function ofWorkflow(
  { store, temporal: { client } }: Opened,
  workflowId: string,
  type: string,
): Promise<Stuck | undefined> {
  const row = rowOf[type];
  if (row) {
    if (await row(store, workflowId.slice(type.length + 1))) return undefined;
    if (['missing', 'ended'].includes((await look(client, workflowId)).state)) return undefined;
    const says = 'the store does not know it: it was made after the moment that the store was restored to';
    return { workflowId, what: 'orphan', says, remedy: terminating(client, workflowId) };
  }
  const seen = await look(client, workflowId);
  if (seen.state === 'failing') {
    return { workflowId, what: 'failing', says: failing(seen.tries), remedy: beginningAgain(client, workflowId) };
  }
  if (seen.state === 'retrying') return { workflowId, what: 'retrying', says: retrying(seen.activity, seen.tries) };
  return undefined;
}

const terminating = (client: Client, workflowId: string): Remedy => ({
  says: 'terminate it: nothing of it is in the store',
  apply: async () =>
    void (await client.workflow.getHandle(workflowId).terminate('surety redrive: no row in the store')),
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
  },
});
