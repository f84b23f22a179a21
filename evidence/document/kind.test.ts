import { expect, test } from '@jest/globals';
import type { MrzReading } from '../mrz/read-mrz.js';
import { acceptedKinds, kindOfMrz } from './kind.js';

test.each([
  ['TD3', 'P', 'passport'],
  ['TD3', 'PD', 'passport'],
  ['TD3', 'C', 'other'],
  ['MRV-A', 'V', 'visa'],
  ['MRV-B', 'VN', 'visa'],
  ['TD1', 'ID', 'identity-card'],
  ['TD1', 'IR', 'residence-permit'],
  ['TD1', 'C1', 'residence-permit'],
  ['TD2', 'AC', 'other'],
  ['TD2', 'I', 'identity-card'],
])('An MRZ of format %s that begins with %s is on a document of the kind %s', (format, documentCode, kind) => {
  expect(kindOfMrz({ format, fields: { documentCode } } as MrzReading)).toBe(kind);
});

test('Visas and others are not taken', () => {
  for (const kind of ['visa', 'other', 'unknown'] as const) expect(acceptedKinds).not.toContain(kind);
});
