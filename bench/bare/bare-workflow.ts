import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { startChild } from '../../dev/servers/child.mjs';
import { projectRoot } from '../../platform/root.js';
import { bareQueue, bareStep, bareUpdates } from './messages.js';

export interface BareWorkflow {
  /** One from its start to its end. @returns milliseconds */
  once(): Promise<number>;
  stop(): Promise<void>;
}

/** Makes the bare workflow ready to be run, on the Temporal server that the product uses. */
export async function startBareWorkflow(address: string): Promise<BareWorkflow> {
  const child = startChild(process.execPath, [join(projectRoot, 'dist/bench/bare/worker.js')], {
    env: { ...process.env, TEMPORAL_ADDRESS: address },
    cwd: projectRoot,
    logFile: join(projectRoot, '.cache/bench/bare-worker.log'),
  });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const once = async () => {
    const began = performance.now();
    const handle = await client.workflow.start('bare', {
      taskQueue: bareQueue,
      workflowId: `bench-bare-${crypto.randomUUID()}`,
    });
    for (let step = 0; step < bareUpdates; step++) {
      await handle.executeUpdate(bareStep, { args: [step], updateId: `step-${step}` });
    }
    await handle.result();
    return performance.now() - began;
  };
  // The first one waits until the worker is there.
  await once();
  return {
    once,
    stop: async () => {
      await connection.close();
      await child.stop();
    },
  };
}
