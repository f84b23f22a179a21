import { expect, test } from '@jest/globals';
import { retryAfter } from './retry-after.js';

const asks = (wait?: string) =>
  retryAfter(new Response(null, wait === undefined ? {} : { headers: { 'retry-after': wait } }), 60_000);

test('A wait is asked for in seconds or until a time, is never longer than we allow, and need not be asked for', () => {
  expect([asks('7'), asks('999'), asks('0')]).toEqual([7_000, 60_000, 0]);
  const inAMinute = asks(new Date(Date.now() + 50_000).toUTCString());
  expect(inAMinute).toBeGreaterThan(40_000);
  expect(asks(new Date(0).toUTCString())).toBe(0);
  expect([asks(), asks('soon'), asks('-7 s')]).toEqual([undefined, undefined, undefined]);
});
