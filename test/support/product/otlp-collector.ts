import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type CollectedSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  /** `surety-api`, `surety-worker`, `surety-checks`. */
  service: string;
  attributes: Record<string, unknown>;
  links?: { traceId: string; spanId: string }[];
};

type Value = { stringValue?: string; intValue?: number };
type Attribute = { key: string; value: Value };
type Sent = {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: (CollectedSpan & { attributes: Attribute[] })[] }[];
  }[];
};

/** What a collector of OpenTelemetry is asked for, by OTLP over HTTP in JSON. */
export async function startOtlpCollector() {
  const spans: CollectedSpan[] = [];
  const names = new Set<string>();
  const keys = new Set<string>();
  const values = new Set<unknown>();
  const paths = new Set<string>();
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    paths.add(`${req.method} ${req.url} ${req.headers['x-tenant']}`);
    for (const { resource, scopeSpans } of (JSON.parse(text) as Sent).resourceSpans) {
      const service = String(valuesOf(resource.attributes)['service.name']);
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        const attributes = valuesOf(span.attributes);
        names.add(span.name);
        for (const [key, value] of Object.entries(attributes)) {
          keys.add(key);
          values.add(value);
        }
        // Most spans are commands of requests: nobody looks for one of them.
        if (service !== 'surety-api' || !attributes['db.operation.name']) spans.push({ ...span, service, attributes });
      }
    }
    res.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    paths,
    /** Of all spans that came: what they are called, which attributes they have, and what these say. */
    names,
    keys,
    values,
    /** Spans are sent some seconds after they have ended. */
    async until<T>(probe: (spans: readonly CollectedSpan[]) => T | undefined): Promise<T> {
      for (let tries = 0; tries < 300; tries++) {
        const found = probe(spans);
        if (found) return found;
        await sleep(100);
      }
      throw new Error('no such spans came');
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const valuesOf = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
