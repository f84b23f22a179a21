import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from '../log/log.js';
import { safeForLog } from '../log/safe-for-log.js';
import type { MetricsOptions } from './worker-metrics.js';

/**
 * Sends what Temporal's worker has to say to our log: its own would print the messages and details of failures. Says where it shows its
 * metrics, if anywhere. Once per process, before the first worker.
 */
export function installTemporalRuntime(log: Logger, metrics?: MetricsOptions): void {
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const method = level.toLowerCase() as Lowercase<typeof level>;
      log[method]({ ...meta }, String(safeForLog(message)));
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) },
      ...(metrics && { metrics }),
    },
  });
}
