import { expect, test } from '@jest/globals';
import type { SignInMethod } from '../../domain/levels/authenticators.js';
import { isFresh } from './step-up.js';

const now = 1_800_000_000_000;
const session = (ago: number, methods: SignInMethod[], borrowed = false) => ({
  ...{ accountId: 'a', uid: 's', asserted: false, partners: [], methods, borrowed },
  authTime: now / 1_000 - ago,
});

test.each<[string, ReturnType<typeof session>, boolean]>([
  ['password and code, five minutes ago', session(300, ['pwd', 'sms']), true],
  ['a passkey just now', session(0, ['pop']), true],
  ['password and code, longer ago', session(301, ['pwd', 'sms']), false],
  ['a browser that was remembered', session(0, ['pwd', 'device']), false],
  ['one factor', session(0, ['pwd']), false],
  ['a partner’s word', session(0, ['pwd', 'sms'], true), false],
])('a step-up takes %s: %#', (_, given, fresh) => {
  expect(isFresh(given, now)).toBe(fresh);
});
