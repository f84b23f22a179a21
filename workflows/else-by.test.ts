import { expect, it } from '@jest/globals';
import { ApplicationFailure, CancelledFailure } from '@temporalio/workflow';
import { elseBy } from './else-by.js';

const check = (first: () => Promise<string>) =>
  elseBy({ check: first }, { check: async (input) => `patiently ${input}` });

it('asks the second way only where the first has given up', async () => {
  await expect(check(async () => 'at once').check?.('this')).resolves.toBe('at once');
  const silent = check(() => Promise.reject(ApplicationFailure.retryable('no sign of life')));
  await expect(silent.check?.('this')).resolves.toBe('patiently this');
});

it.each([
  ['is wrong for good', ApplicationFailure.nonRetryable('no such case')],
  ['was called off', new CancelledFailure('closed')],
])('does not try again what %s', async (_, failure) => {
  await expect(check(() => Promise.reject(failure)).check?.('this')).rejects.toBe(failure);
});
