import { expect, test } from '@jest/globals';
import { parseVtr } from '../levels/vectors.js';
import { type OwnedWays, offeredWays, without } from './sign-in-ways.js';

const owned = (sms: boolean, apps = 0, passkeys = 0, recoveryCodes = 0): OwnedWays => ({
  ...{ sms, voice: false, letter: false },
  apps,
  passkeys,
  recoveryCodes,
});

test.each<[string, OwnedWays, string[]]>([
  ['P9.Cp.Cd', owned(true), ['sms']],
  ['P9.Cp.Cd', owned(true, 1, 1, 3), ['app', 'sms', 'passkey', 'recovery']],
  ['P9.Cp.Ck', owned(true, 1, 1, 3), ['app']],
  ['P9.Cm', owned(true, 1, 1), ['passkey']],
  ['P9.Cp.Cd', owned(false, 0, 1), ['passkey']],
  ['P9.Cp.Cd', { ...owned(false), voice: true, letter: true }, ['voice', 'letter']],
  ['P9.Cp.Ck', { ...owned(false, 1), voice: true }, ['app']],
  // Nothing does: what there is, and the partner is told.
  ['P9.Cp.Ck', owned(true), ['sms']],
])('after the password, of a request for %s, %j offers %j', (vector, ways, offered) => {
  expect(offeredWays(ways, parseVtr(JSON.stringify([vector])) ?? [])).toEqual(offered);
});

test.each<[OwnedWays, 'sms' | 'app' | 'passkey', boolean]>([
  [owned(true), 'sms', false],
  [owned(true, 0, 0, 10), 'sms', false],
  [owned(true, 1), 'sms', true],
  [owned(false, 1), 'app', false],
  [owned(false, 2), 'app', true],
  [owned(false, 0, 1), 'passkey', false],
  [owned(true, 0, 1), 'sms', true],
])('of %j may %s be taken away: %s', (ways, kind, may) => {
  expect(without(ways, kind) !== undefined).toBe(may);
});
