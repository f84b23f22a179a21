import { expect, test } from '@jest/globals';
import { encodingOf, payloadsIn, sealedEncoding } from '../../platform/temporal/sealed-payloads.js';
import { recordedHistories } from './histories.js';

/** Not sealed by the SDK: the id of the request that asked, and its own note on which local activity it was (number, type, times). */
const open = [/\.header\.fields\.request-id$/, /\.markerRecordedEventAttributes\.details\.data\.payloads$/];

test('Every payload of every kind of workflow is sealed: arguments, results, Updates, failures, notes', () => {
  const found: string[] = [];
  let sealed = 0;
  for (const [name, history] of Object.entries(recordedHistories())) {
    for (const event of history.events) {
      for (const { path, payload } of payloadsIn(event, name)) {
        const encoding = encodingOf(payload);
        if (encoding === sealedEncoding) sealed += 1;
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
