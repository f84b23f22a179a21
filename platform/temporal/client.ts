import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { requestIdClientInterceptor } from '../request-id/interceptors.js';
import type { CommonConfig } from '../settings/config.js';
import { traceClientInterceptor } from '../tracing/interceptors.js';
import { tracer } from '../tracing/tracing.js';
import { type TemporalAddress, temporalConnection } from './connection.js';
import { dataConverter } from './data-converter.js';

export type TemporalConfig = TemporalAddress & Pick<CommonConfig, 'temporalNamespace' | 'payloadKey'>;

export interface Temporal {
  readonly client: Client;
  close(): Promise<void>;
}

/**
 * A client whose payloads are sealed and whose calls carry the request id. It connects at its first call, so that a
 * process may start, and show its pages, while Temporal is down.
 */
export function connectTemporal(config: TemporalConfig): Temporal {
  const retries = endableRetries();
  const connection = Connection.lazy({ ...temporalConnection(config), interceptors: [retries.interceptor] });
  const client = new Client({
    connection,
    namespace: config.temporalNamespace,
    dataConverter: dataConverter(config),
    interceptors: { workflow: [requestIdClientInterceptor, ...(tracer() ? [traceClientInterceptor] : [])] },
  });
  return {
    client,
    close: async () => {
      await retries.end();
      await connection.close();
    },
  };
}

/**
 * How long a call may take, its retries included, to which nobody gave a deadline, in milliseconds: background work, too, goes on where
 * Temporal takes a call and says nothing. Temporal itself lets nobody wait for news for longer than 20 seconds.
 */
const patience = 60_000;

/**
 * The SDK's own retries of calls that failed, but such that they end, and can be ended: one that wakes up on a closed connection would throw where
 * nobody can catch it.
 */
function endableRetries() {
  const usual = defaultGrpcRetryOptions();
  let ended = false;
  let lastWakes = 0;
  const retrying = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !ended && usual.retryableDecider(attempt, status),
    delayFunction: (attempt, status) => {
      const delay = usual.delayFunction(attempt, status);
      lastWakes = Math.max(lastWakes, performance.now() + delay);
      return delay;
    },
  });
  const end = async () => {
    ended = true;
    await sleep(Math.max(0, lastWakes + 100 - performance.now()));
  };
  const interceptor: typeof retrying = (options, nextCall) =>
    retrying({ ...options, deadline: options.deadline ?? Date.now() + patience }, nextCall);
  return { interceptor, end };
}
