import { signingKeyMaker } from '../../platform/keys/make-signing-key.js';
import { keyRotationWorkflow } from '../../workflows/key-rotation/messages.js';
import { resealWorkflow } from '../../workflows/reseal/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';
import type { WorkflowEnvironment } from '../support/workflows/workflow-environment.js';

/** A run of the rotation of keys that makes new ones. @returns the id of its workflow */
export async function rotatedKeys({ store, client }: WorkflowEnvironment): Promise<string> {
  await store.signingKeys.takeIn([], signingKeyMaker('sandbox'), new Date('2020-01-01T00:00:00Z'));
  const workflowId = 'key-rotation-recorded';
  const options = { taskQueue: taskQueues.journeys, workflowId, args: [] };
  await (await client.workflow.start(keyRotationWorkflow, options)).result();
  const keys = await store.signingKeys.at(new Date());
  if (keys.length !== 4) throw new Error(`${keys.length} keys instead of 4`);
  return workflowId;
}

/** A pass that seals everything anew, and finds nothing to be. @returns the id of its workflow */
export async function resealed({ store, client }: WorkflowEnvironment): Promise<string> {
  const { keysDb, sealer } = store.tools;
  const older = { _id: sealer.keyIds[1] ?? '', since: new Date() };
  await keysDb.collection<{ _id: string }>('sealing_keys').insertOne(older);
  const workflowId = 'reseal-recorded';
  const options = { taskQueue: taskQueues.journeys, workflowId, args: [] };
  await (await client.workflow.start(resealWorkflow, options)).result();
  return workflowId;
}
