import { expect, test } from '@jest/globals';
import { isLongExpired } from './expiry.js';

test.each([
  ['2031-05-31', '2032-05-31', false],
  ['2031-05-31', '2032-06-01', true],
  ['2028-02-29', '2029-02-28', false],
  ['2028-02-29', '2029-03-01', true],
  ['2031-05-31', '2031-05-30', false],
])('A document that expired on %s is too old on %s: %s', (expiryDate, today, tooOld) => {
  expect(isLongExpired(expiryDate, today)).toBe(tooOld);
});
