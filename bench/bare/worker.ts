import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { bareQueue } from './messages.js';

/** The bare workflow's worker, in a process of its own as ours are. */
Runtime.install({ logger: new DefaultLogger('WARN') });
const source = ['./workflow.js', './workflow.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url)));
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' }),
  taskQueue: bareQueue,
  workflowBundle: await bundleWorkflowCode({
    workflowsPath: source.find((path) => existsSync(path)) ?? '',
    logger: new DefaultLogger('WARN'),
  }),
  activities: { nothing: async () => {} },
});
await worker.run();
