import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gauge, registry, watchProcess } from './metrics.js';

export interface MetricsServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Whether the process can do its work now: its database and Temporal answer. A rejection means no. */
  readonly ready: () => Promise<boolean>;
  /** What this process is: told as labels of `surety_process_info`. */
  readonly process: 'api' | 'worker' | 'checks';
  readonly release: string;
  /** Brings values up to date that are looked at only when somebody asks. */
  readonly refresh?: (() => Promise<void>) | undefined;
  /** Metrics that somebody else in the process counts, as Prometheus text. */
  readonly more?: (() => Promise<string>) | undefined;
}

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `/healthz` (the process runs), `/readyz` (it can work: 200, else 503) and `/metrics` (Prometheus text), for
 * probes inside the network: do not publish this port.
 */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { port, ready, process, release } = options;
  watchProcess();
  gauge('surety_process_info', 'Which process this is, and of which release', ['process', 'release']).set(
    { process, release },
    1,
  );
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return answer(response, 200, 'ok\n');
    if (path === '/readyz') return void answerReady(response, ready);
    if (path === '/metrics') return void answerMetrics(response, options);
    answer(response, 404, 'not found\n');
  });
  server.listen(port);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerReady(response: ServerResponse, ready: () => Promise<boolean>): Promise<void> {
  const isReady = await ready().catch(() => false);
  answer(response, isReady ? 200 : 503, isReady ? 'ready\n' : 'not ready\n');
}

async function answerMetrics(response: ServerResponse, options: MetricsServerOptions): Promise<void> {
  // What cannot be told now must not hide the rest.
  const [isReady, others = ''] = await Promise.all([
    options.ready().catch(() => false),
    options.more?.().catch(() => ''),
    options.refresh?.().catch(() => {}),
  ]);
  gauge('surety_process_ready', 'Whether this process can do its work: 1, else 0').set(isReady ? 1 : 0);
  answer(response, 200, `${await registry.metrics()}${others}`, registry.contentType);
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
