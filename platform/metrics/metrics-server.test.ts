import { afterEach, describe, expect, test } from '@jest/globals';
import { counter } from './metrics.js';
import { type MetricsServer, startMetricsServer } from './metrics-server.js';

const process = { port: 0, process: 'api', release: 'r1' } as const;
let server: MetricsServer | undefined;
afterEach(() => server?.close());

const get = (path: string) => fetch(`http://127.0.0.1:${server?.port}${path}`);

describe('the metrics server', () => {
  test('tells health, readiness and metrics', async () => {
    let ready = async () => true;
    server = await startMetricsServer({ ...process, ready: () => ready() });
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
    ready = async () => false;
    expect((await get('/readyz')).status).toBe(503);
    ready = () => Promise.reject(new Error('secret-1'));
    const broken = await get('/readyz');
    expect([broken.status, await broken.text()]).toEqual([503, 'not ready\n']);
    expect((await get('/nothing')).status).toBe(404);
  });

  test('gives the counters of the process, each made once', async () => {
    counter('surety_test_total', 'A test', ['kind']).inc({ kind: 'a' });
    counter('surety_test_total', 'A test', ['kind']).inc({ kind: 'a' });
    server = await startMetricsServer({ ...process, ready: async () => true });
    const metrics = await get('/metrics?x=1');
    const text = await metrics.text();
    expect(text).toContain('surety_test_total{kind="a"} 2');
    expect(text).toContain('process_cpu_seconds_total');
  });
});
