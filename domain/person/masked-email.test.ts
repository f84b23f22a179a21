import { expect, test } from '@jest/globals';
import { maskedEmail } from './masked-email.js';

test.each([
  ['anna.exempli@example.com', 'a•••i@example.com'],
  ['bob@example.com', 'b•••@example.com'],
  ['x@example.com', 'x•••@example.com'],
  ['"a@b"@example.com', '"•••"@example.com'],
])('%s is shown as %s', (email, shown) => {
  expect(maskedEmail(email)).toBe(shown);
});
