import { describe, expect, test } from '@jest/globals';
import { day, hour } from '../clock.js';
import { kindsDue, type RingKey, ringAt } from './signing-ring.js';

const start = new Date('2026-11-01T00:00:00Z');
const at = (ms: number) => new Date(start.getTime() + ms);
const key = (kid: string, kind: RingKey['kind'], from: number): RingKey => ({ kid, kind, signsFrom: at(from) });
const keys = [key('a', 'RSA', 0), key('ec', 'EC', 0), key('b', 'RSA', 10 * day), key('c', 'RSA', 20 * day)];
const seen = (ms: number) => ringAt(keys, at(ms)).map(({ key: { kid }, state }) => `${kid} ${state}`);

describe('A signing key', () => {
  test('is published, signs until the next of its kind does, stays published for a day, and is gone', () => {
    expect(seen(10 * day - 1)).toEqual(['a signing', 'ec signing', 'b published', 'c published']);
    expect(seen(10 * day)).toEqual(['ec signing', 'b signing', 'c published', 'a retired']);
    expect(seen(11 * day - 1)).toContain('a retired');
    expect(seen(11 * day)).toEqual(['ec signing', 'b signing', 'c published', 'a gone']);
    expect(seen(30 * day)).toEqual(['ec signing', 'c signing', 'a gone', 'b gone']);
  });

  test('of each kind there is one that signs, at every hour', () => {
    for (let ms = 0; ms < 25 * day; ms += hour) {
      const signing = seen(ms).filter((one) => one.endsWith('signing'));
      expect(signing).toHaveLength(2);
    }
  });
});

describe('A new key is due', () => {
  const few = [key('a', 'RSA', 0)];

  test('a day before the old one has signed long enough, for its own kind only, and once', () => {
    expect(kindsDue(few, at(89 * day - 1), 90 * day)).toEqual([]);
    expect(kindsDue(few, at(89 * day), 90 * day)).toEqual(['RSA']);
    expect(kindsDue([...few, key('b', 'RSA', 90 * day)], at(89 * day), 90 * day)).toEqual([]);
    expect(kindsDue([...few, key('b', 'RSA', 90 * day)], at(179 * day), 90 * day)).toEqual(['RSA']);
  });

  test('once only after a long outage', () => {
    expect(kindsDue([...few, key('b', 'RSA', 900 * day)], at(899 * day + 1), 90 * day)).toEqual([]);
  });
});
