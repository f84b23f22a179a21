import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import express from 'express';
import { httpLog } from '../log/http-log.js';
import { createLog } from '../log/log.js';
import { formatTraceParent, parseTraceParent } from './header.js';
import { traceIds, withSpanId } from './ids.js';
import { inChildSpan, inSpan, traceBy } from './tracing.js';

const kept = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ idGenerator: traceIds, spanProcessors: [new SimpleSpanProcessor(kept)] });
const tracer = provider.getTracer('test');
const outside = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const options = { kind: 'internal', attributes: {} } as const;

beforeAll(() => provider.register());
afterEach(() => {
  traceBy(undefined);
  kept.reset();
});
afterAll(() => provider.shutdown());

describe('A request', () => {
  let server: Server;
  let trusted = false;
  beforeAll(async () => {
    const app = express();
    app.set('trust proxy', () => trusted);
    app.use(httpLog(createLog({ level: 'silent', process: 'test' })));
    app.get('/journey/:id', async (req, res) => {
      await inChildSpan('findOne journeys', options, async () => undefined);
      res.status(req.params.id === 'bad' ? 503 : 200).send('');
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());
  const ask = async (path: string) => {
    const { port } = server.address() as AddressInfo;
    await (
      await fetch(`http://127.0.0.1:${port}${path}`, { headers: { traceparent: outside, 'x-request-id': 'request-1' } })
    ).text();
    for (let turn = 0; turn < 100 && kept.getFinishedSpans().length < 2; turn++) await new Promise(setImmediate);
    return kept.getFinishedSpans();
  };

  test('is traced by its route, with its request id and what it asked of the database, and nothing of its address', async () => {
    traceBy(tracer);
    const [inner, request] = await ask('/journey/secret-id?code=secret');
    expect([request?.name, inner?.name]).toEqual(['GET /journey/:id', 'findOne journeys']);
    expect(inner?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
    expect(request?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/journey/:id',
      'http.response.status_code': 200,
      'surety.request_id': 'request-1',
    });
    expect(request?.status.code).toBe(0);
  });

  test('with a traceparent from outside begins a trace of its own; from a trusted proxy it is linked, and no more', async () => {
    traceBy(tracer);
    const [, request] = await ask('/journey/1');
    expect(request?.spanContext().traceId).not.toBe(parseTraceParent(outside)?.traceId);
    expect([request?.parentSpanContext, request?.links]).toEqual([undefined, []]);
    kept.reset();
    trusted = true;
    const [, linked] = await ask('/journey/1');
    trusted = false;
    expect(linked?.spanContext().traceId).not.toBe(parseTraceParent(outside)?.traceId);
    expect(linked?.links.map(({ context }) => context.traceId)).toEqual([parseTraceParent(outside)?.traceId]);
  });

  test('that fails is an error', async () => {
    traceBy(tracer);
    expect((await ask('/journey/bad'))[1]?.status.code).toBe(2);
  });

  test('is answered as ever where nothing is traced', async () => {
    expect(await ask('/journey/1')).toEqual([]);
  });
});

describe('A span', () => {
  test('keeps the code of what went wrong, and not its message', async () => {
    traceBy(tracer);
    const work = () => Promise.reject(Object.assign(new Error('no such person: Aneirin'), { code: 'not_found' }));
    await expect(inSpan('x', options, work)).rejects.toThrow('Aneirin');
    const [span] = kept.getFinishedSpans();
    expect(span?.attributes).toEqual({ 'error.type': 'not_found' });
    expect(JSON.stringify([span?.status, span?.events])).not.toContain('Aneirin');
  });

  test('of a command is told only as a part of something', async () => {
    traceBy(tracer);
    expect(await inChildSpan('x', options, async () => 1)).toBe(1);
    expect(kept.getFinishedSpans()).toEqual([]);
  });

  test('takes the id that was given away for it, and the next one its own', () => {
    const begin = () => tracer.startSpan('x').spanContext().spanId;
    expect(withSpanId('00f067aa0ba902b7', begin)).toBe('00f067aa0ba902b7');
    expect(begin()).not.toBe('00f067aa0ba902b7');
    expect(trace.getActiveSpan()).toBeUndefined();
  });
});

test('a place in a trace is read as it is written, and nothing else is', () => {
  const place = parseTraceParent(outside);
  expect(place && formatTraceParent(place)).toBe(outside);
  expect(parseTraceParent(outside.replace(/01$/, '00'))?.sampled).toBe(false);
  const wrong = [
    '',
    '00',
    outside.toUpperCase(),
    outside.replace('00-', '01-'),
    `${outside}-x`,
    outside.replace(/4bf\w+/, '0'.repeat(32)),
    ['00'],
    7,
  ];
  for (const one of wrong) expect(parseTraceParent(one)).toBeUndefined();
});
