import { describe, expect, test } from '@jest/globals';
import { fixedChallenge, fixedCode } from '../../domain/sandbox/fixed-codes.js';
import { randomId } from '../random-id.js';
import { createLookup, sameSecret } from './lookup.js';

const one = createLookup(new Uint8Array(32).fill(1));
const two = createLookup(new Uint8Array(32).fill(2));

describe('keyed lookups', () => {
  test('find the same value again, and only with the same key and kind', () => {
    expect(one.lookup('email', 'a@b.example')).toBe(one.lookup('email', 'a@b.example'));
    expect(one.lookup('email', 'a@b.example')).not.toBe(one.lookup('reference', 'a@b.example'));
    expect(one.lookup('email', 'a@b.example')).not.toBe(two.lookup('email', 'a@b.example'));
    expect(one.lookup('email', 'a@b.example')).toMatch(/^[\w-]{43}$/);
  });
});

describe('one-time codes', () => {
  test('are six digits, the same for the same challenge', () => {
    expect(one.oneTimeCode('c1')).toMatch(/^\d{6}$/);
    expect(one.oneTimeCode('c1')).toBe(one.oneTimeCode('c1'));
    expect(one.oneTimeCode('c1')).not.toBe(two.oneTimeCode('c1'));
  });

  test('of test people are the fixed one in a sandbox; live knows of none', () => {
    const sandbox = createLookup(new Uint8Array(32).fill(1), 'sandbox');
    expect(sandbox.oneTimeCode(fixedChallenge('c1'))).toBe(fixedCode);
    expect(sandbox.oneTimeCode('c1')).toBe(one.oneTimeCode('c1'));
    const live = Array.from({ length: 100 }, (_, index) => one.oneTimeCode(fixedChallenge(`c${index}`)));
    expect(new Set(live).size).toBeGreaterThan(95);
    expect(live.filter((code) => code === fixedCode).length).toBeLessThan(2);
  });

  test('use all digits equally in every place, zeros in front included', () => {
    const codes = Array.from({ length: 6000 }, (_, index) => one.oneTimeCode(`challenge ${index}`));
    const counts = [0, 1, 2, 3, 4, 5].map((place) =>
      [...'0123456789'].map((digit) => codes.filter((code) => code[place] === digit).length),
    );
    for (const place of counts) {
      const chiSquare = place.reduce((sum, seen) => sum + (seen - 600) ** 2 / 600, 0);
      expect(chiSquare).toBeLessThan(30);
    }
  });
});

describe('secrets', () => {
  test('are equal only when all of them is', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    expect(sameSecret('abc', 'abd')).toBe(false);
    expect(sameSecret('abc', 'ab')).toBe(false);
    expect(sameSecret('é', 'e\u0301')).toBe(false);
  });
});

describe('random ids', () => {
  test('are 22 characters that need no escaping, and differ', () => {
    const ids = new Set(Array.from({ length: 1000 }, randomId));
    expect(ids.size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
  });
});
