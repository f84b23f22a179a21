import { describe, expect, test } from '@jest/globals';
import type { CollectedSpan } from '../../support/product/otlp-collector.js';
import { collector } from './place.js';

/** The spans from one up to the first of its trace. */
function upwards(span: CollectedSpan, spans: readonly CollectedSpan[]): CollectedSpan[] {
  const above = spans.find(({ traceId, spanId }) => traceId === span.traceId && spanId === span.parentSpanId);
  return above ? [span, ...upwards(above, spans)] : [span];
}

const told = ({ service, name }: CollectedSpan) => `${service} ${name}`;

describe('What was traced on these walks', () => {
  test('is one trace for each step: request, update, workflow, activity, and what that asked of the database', async () => {
    const path = await collector.until((spans) => {
      const written = spans.filter(({ service, name }) => service === 'surety-worker' && name === 'insertOne accounts');
      return written.map((span) => upwards(span, spans)).find((found) => found.length > 1);
    });
    expect(path.map(told)).toEqual([
      'surety-worker insertOne accounts',
      'surety-worker activity createAccount',
      'surety-worker workflow registration submit',
      'surety-api update submit',
      'surety-api POST /interaction/:uid/mobile-code',
    ]);
    expect(path.at(-1)?.parentSpanId ?? '').toBe('');
    const [, activity, , , request] = path;
    expect(activity?.attributes['surety.request_id']).toBe(request?.attributes['surety.request_id']);
  });

  test('reaches the checks of pictures', async () => {
    const path = await collector.until((spans) =>
      spans
        .filter(({ service }) => service === 'surety-checks')
        .map((span) => upwards(span, spans))
        .find((found) => found.length >= 4),
    );
    expect(told(path.at(-1) as CollectedSpan)).toMatch(/^surety-api POST \//);
  });

  test('names routes, commands and activities, and no address, id or word of anybody', () => {
    const { names, keys, values } = collector;
    expect(names.size).toBeLessThan(2_000);
    const said = [...names, ...values].join('\n');
    expect(said).not.toMatch(/@|%40|\+44|(interaction|journey)\/[\w-]{20}|\?/);
    expect([...names].filter((name) => /\d{4}|[\w-]{40}/.test(name))).toEqual([]);
    expect([...keys]).toEqual(
      expect.arrayContaining(['db.collection.name', 'http.route', 'surety.request_id', 'temporal.workflow.id']),
    );
    expect([...keys].filter((key) => !/^(db|http|temporal|surety|error)\./.test(key))).toEqual([]);
  });

  test('was sent to where the setting says, with its headers', () => {
    expect([...collector.paths]).toEqual(['POST /v1/traces walks']);
  });
});
