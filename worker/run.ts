import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from '../platform/log/log.js';
import { startMetricsServer } from '../platform/metrics/metrics-server.js';
import { requestIdActivityInterceptor } from '../platform/request-id/interceptors.js';
import { projectRoot } from '../platform/root.js';
import type { CommonConfig } from '../platform/settings/config.js';
import { temporalConnection, whyRefused } from '../platform/temporal/connection.js';
import { dataConverter } from '../platform/temporal/data-converter.js';
import { installTemporalRuntime } from '../platform/temporal/runtime.js';
import { temporalMetrics } from '../platform/temporal/worker-metrics.js';
import { bundleWorkflows } from '../platform/temporal/workflow-bundle.js';
import { traceActivityInterceptor } from '../platform/tracing/interceptors.js';
import { traceSinks } from '../platform/tracing/sinks.js';
import { tracer } from '../platform/tracing/tracing.js';
import type { Store } from '../store/database.js';

/** What is the same for every worker process: log, metrics, connection, shutdown on a signal. */
export async function runWorker(options: {
  name: 'worker' | 'checks';
  config: CommonConfig;
  store: Store;
  log: Logger;
  worker: Pick<WorkerOptions, 'taskQueue' | 'activities' | 'maxConcurrentActivityTaskExecutions' | 'workflowBundle'>;
  close: () => Promise<void>;
}): Promise<void> {
  const { config, store, log } = options;
  const counted = await temporalMetrics();
  installTemporalRuntime(log, counted.options);
  const connection = await connectPatiently(config, log);
  const worker = await Worker.create({
    connection,
    namespace: config.temporalNamespace,
    dataConverter: dataConverter(config),
    interceptors: { activity: [requestIdActivityInterceptor, ...(tracer() ? [traceActivityInterceptor] : [])] },
    sinks: traceSinks,
    shutdownGraceTime: '10 seconds',
    // Temporal keeps a workflow's work for the worker that had it last. When that one was killed, people wait this long (10 s by default).
    stickyQueueScheduleToStartTimeout: '2 seconds',
    ...options.worker,
  });
  const metrics = await startMetricsServer({
    port: config.metricsPort,
    process: options.name,
    release: config.release,
    more: counted.read,
    ready: async () => {
      await store.ping();
      return worker.getState() === 'RUNNING';
    },
  });
  log.info('worker runs');
  await worker.run();
  await metrics.close();
  await connection.close();
  await options.close();
  log.info('worker stopped');
}

/** Temporal may come up after its workers: they wait for it. */
async function connectPatiently(config: CommonConfig, log: Logger): Promise<NativeConnection> {
  for (let wait = 250; ; wait = Math.min(wait * 2, 5_000)) {
    try {
      return await NativeConnection.connect(temporalConnection(config));
    } catch (error) {
      log.warn({ err: error, look: await whyRefused(config, error) }, 'Temporal does not answer yet');
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** The bundle made by `npm run build`; from the sources where there is none. */
export async function workflowBundle(): Promise<NonNullable<WorkerOptions['workflowBundle']>> {
  const built = join(projectRoot, 'dist', 'workflow-bundle.js');
  if (existsSync(built)) return { codePath: built };
  return bundleWorkflows(join(projectRoot, 'workflows', 'index.ts'));
}
