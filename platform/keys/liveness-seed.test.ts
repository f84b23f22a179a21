import { expect, test } from '@jest/globals';
import { livenessWindow } from '../../domain/verification/liveness-window.js';
import { livenessSeed } from './liveness-seed.js';
import { createLookup } from './lookup.js';

const lookup = createLookup(new Uint8Array(32).fill(3));
const start = 1_000 * livenessWindow;
const seed = (at: number, nonce = 'nonce', caseId = 'case') =>
  Buffer.from(livenessSeed(lookup, caseId, nonce, at)).toString('hex');

test('A reload asks for the same poses for a quarter of an hour, and for others after it', () => {
  expect(seed(start + livenessWindow - 1)).toBe(seed(start));
  expect(seed(start + livenessWindow)).not.toBe(seed(start));
});

test('Another form and another case have poses of their own', () => {
  expect(new Set([seed(start), seed(start, 'other'), seed(start, 'nonce', 'other')]).size).toBe(3);
});
