import { expect, test } from '@jest/globals';
import { recordedHistories } from './histories.js';

/** Every payload of a message, with the names of the fields that lead to it. */
function* payloadsIn(part: unknown, path: string): Generator<{ path: string; encoding: string }> {
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return;
  const { metadata, data } = part as { metadata?: { encoding?: Uint8Array }; data?: unknown };
  if (metadata?.encoding instanceof Uint8Array && data !== undefined) {
    yield { path, encoding: Buffer.from(metadata.encoding).toString() };
    return;
  }
  for (const [name, value] of Object.entries(part)) {
    if (name.startsWith('_')) continue;
    yield* payloadsIn(value, Array.isArray(part) ? path : `${path}.${name}`);
  }
}

/** Not sealed by the SDK: the id of the request that asked, and its own note on which local activity it was (number, type, times). */
const open = [/\.header\.fields\.request-id$/, /\.markerRecordedEventAttributes\.details\.data\.payloads$/];

test('Every payload of every kind of workflow is sealed: arguments, results, Updates, failures, notes', () => {
  const found: string[] = [];
  let sealed = 0;
  for (const [name, history] of Object.entries(recordedHistories())) {
    for (const event of history.events) {
      for (const { path, encoding } of payloadsIn(event, name)) {
        if (encoding === 'binary/surety-sealed') sealed += 1;
        else if (!open.some((one) => one.test(path))) found.push(`${path}: ${encoding}`);
      }
      const started = event.workflowExecutionStartedEventAttributes;
      // They would be kept in the clear, for the server to search by.
      expect(Object.keys(started?.searchAttributes?.indexedFields ?? {})).toEqual([]);
      expect(Object.keys(started?.memo?.fields ?? {})).toEqual([]);
    }
  }
  expect([...new Set(found)]).toEqual([]);
  expect(sealed).toBeGreaterThan(400);
});
