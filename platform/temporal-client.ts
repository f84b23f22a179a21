import { Client, Connection } from '@temporalio/client';
import type { CommonConfig } from './config.js';
import { dataConverter } from './data-converter.js';
import { requestIdClientInterceptor } from './temporal-interceptors.js';

export type TemporalConfig = Pick<
  CommonConfig,
  'temporalAddress' | 'temporalNamespace' | 'temporalTls' | 'temporalApiKey' | 'payloadKey'
>;

export interface Temporal {
  readonly client: Client;
  close(): Promise<void>;
}

/** The connection settings that a client and a worker share. */
export function temporalConnection(config: TemporalConfig) {
  return { address: config.temporalAddress, tls: config.temporalTls, apiKey: config.temporalApiKey };
}

/**
 * A client whose payloads are sealed and whose calls carry the request id. It connects at its first call, so that a
 * process may start, and show its pages, while Temporal is down.
 */
export function connectTemporal(config: TemporalConfig): Temporal {
  const connection = Connection.lazy(temporalConnection(config));
  const client = new Client({
    connection,
    namespace: config.temporalNamespace,
    dataConverter: dataConverter(config),
    interceptors: { workflow: [requestIdClientInterceptor] },
  });
  return { client, close: () => connection.close() };
}
