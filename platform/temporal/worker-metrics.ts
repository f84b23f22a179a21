import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { RuntimeOptions } from '@temporalio/worker';

export type MetricsOptions = NonNullable<NonNullable<RuntimeOptions['telemetryOptions']>['metrics']>;

/** In seconds: how long tasks wait and take, from an answer at once to a queue that stands. */
const latencies = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

const latencyMetrics = [
  'activity_schedule_to_start_latency',
  'activity_execution_latency',
  'workflow_task_schedule_to_start_latency',
  'workflow_task_execution_latency',
  'workflow_endtoend_latency',
];

/**
 * What Temporal's worker counts of itself (`temporal_…`: activities, workflow tasks, how long they waited in their queue). It serves them
 * on a port of its own, open to this machine only, from which they are read when our own metrics are asked for.
 */
export async function temporalMetrics(): Promise<{ options: MetricsOptions; read: () => Promise<string> }> {
  const port = await freePort();
  return {
    options: {
      attachServiceName: false,
      prometheus: {
        bindAddress: `127.0.0.1:${port}`,
        countersTotalSuffix: true,
        unitSuffix: true,
        useSecondsForDurations: true,
        histogramBucketOverrides: Object.fromEntries(latencyMetrics.map((name) => [name, latencies])),
      },
    },
    read: async () => (await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(2_000) })).text(),
  };
}

/** Its port has to be known beforehand. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
