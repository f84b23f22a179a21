import { hour } from '../../domain/clock.js';
import { learntHours } from '../../domain/insight/drop-off/baseline.js';
import { dropOffWatchWorkflow } from '../../workflows/drop-off-watch/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';
import { spikyHours } from '../support/insight/spiky-hours.js';
import type { WorkflowEnvironment } from '../support/workflows/workflow-environment.js';

/** A run of the drop-off watch that finds a spike and tells the operators. @returns the id of its workflow */
export async function watchedSpike({ store, client, env }: WorkflowEnvironment): Promise<string> {
  const began = (await env.currentTimeMs()) - 4 * hour;
  const from = began - (began % hour) - (learntHours + 120) * hour;
  await spikyHours(store, 'recorded', { from, to: began + 8 * hour, broken: (time) => time >= began });
  const workflowId = 'drop-off-watch-recorded';
  const options = { taskQueue: taskQueues.journeys, workflowId, args: [] };
  await (await client.workflow.start(dropOffWatchWorkflow, options)).result();
  return workflowId;
}
