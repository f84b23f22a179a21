import { expect, test } from '@jest/globals';
import { referenceNumber } from './reference-number.js';

test('An incident number has letters and digits; what people are known by is none', () => {
  expect(['inc0012345', ' SEC-2026-014 ', 'A12'].map(referenceNumber)).toEqual(['INC0012345', 'SEC-2026-014', 'A12']);
  const others = [
    '',
    '9434765919',
    '07700900123',
    'Anna',
    'anna1@example.com',
    'Anna Quill 7',
    '-A1',
    `${'A'.repeat(24)}1`,
  ];
  expect(others.map(referenceNumber).filter(Boolean)).toEqual([]);
});
