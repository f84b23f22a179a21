import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { registry } from '../metrics/metrics.js';
import { currentRequestId } from '../request-id/request-id.js';
import { httpLog } from './http-log.js';
import { createLog } from './log.js';

let server: Server;
let url: string;
const lines: string[] = [];

beforeAll(async () => {
  const app = express();
  const log = createLog({ level: 'info', process: 'api', destination: { write: (line) => void lines.push(line) } });
  app.use(httpLog(log));
  app.get('/journey/:id', async (_request, response) => {
    await new Promise((resolve) => setImmediate(resolve));
    response.send(currentRequestId());
  });
  app.get('/refused', (_request, response) => {
    response.locals.problem = 'csrf';
    response.status(403).send('');
  });
  app.get('/slow', () => undefined);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function logged(part: string): Promise<Record<string, unknown>> {
  for (;;) {
    const line = lines.find((candidate) => candidate.includes(part));
    if (line) return JSON.parse(line) as Record<string, unknown>;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('the log of requests', () => {
  test('has the route’s pattern and the request id, never the address', async () => {
    const response = await fetch(`${url}/journey/secret-1?code=secret-2`, {
      headers: { 'x-request-id': 'given-by-partner' },
    });
    expect(await response.text()).toBe('given-by-partner');
    expect(response.headers.get('x-request-id')).toBe('given-by-partner');
    expect(await logged('/journey/:id')).toMatchObject({ requestId: 'given-by-partner', method: 'GET', status: 200 });
    expect(lines.join('')).not.toContain('secret-');
    expect(await registry.metrics()).toContain('route="/journey/:id",status="200"');
  });

  test('says why a request was refused', async () => {
    await fetch(`${url}/refused`);
    expect(await logged('/refused')).toMatchObject({ status: 403, problem: 'csrf' });
    expect(await logged('/journey/:id')).not.toHaveProperty('problem');
  });

  test('takes a fresh id in the place of one that could do harm', async () => {
    for (const bad of ['short', 'x'.repeat(65), 'has space here', '{"a":"injected"}']) {
      const id = await (await fetch(`${url}/journey/1`, { headers: { 'x-request-id': bad } })).text();
      expect(id).toMatch(/^[\w-]{22}$/);
    }
  });

  test('knows unknown addresses as one, and those who went away before the answer', async () => {
    await fetch(`${url}/secret-3`);
    expect(await logged('"status":404')).toMatchObject({ route: 'other' });
    await expect(fetch(`${url}/slow`, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    expect(await logged('"route":"/slow"')).toMatchObject({ status: 499 });
  });
});
