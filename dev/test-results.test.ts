import { expect, test } from '@jest/globals';
import { filesThatFailed, merged } from './test-results.mjs';

const file = (name: string, ...tests: string[]) => ({
  name,
  status: tests.length === 0 || tests.includes('failed') ? 'failed' : 'passed',
  assertionResults: tests.map((status) => ({ status })),
});
const results = (...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults,
});
const all = results(file('whole', 'passed', 'passed'), file('unlucky', 'passed', 'failed'), file('unread'));

test('Files with a failed test, and files that could not even be read, are those that failed', () => {
  expect(filesThatFailed(all)).toEqual(['unlucky', 'unread']);
});

test('No results are no failed files', () => {
  expect(filesThatFailed(undefined)).toEqual([]);
});

test('What a second run says takes the place of the first, file by file', () => {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = merged(
    all,
    results(file('unlucky', 'passed', 'passed'), file('unread', 'failed', 'passed')),
  );
  expect([numPassedTests, numFailedTests, numRuntimeErrorTestSuites]).toEqual([5, 1, 0]);
});

test('A file that cannot be read twice stays a failure', () => {
  expect(merged(all, results(file('unread'))).numRuntimeErrorTestSuites).toBe(1);
});
