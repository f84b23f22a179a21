import { expect, test } from '@jest/globals';
import type { CaseState } from '../verification/case-state.js';
import { caseNotes, mustBeKept } from './case-notes.js';

const state: CaseState = {
  id: 'case',
  accountId: 'account',
  journeyId: 'journey',
  version: 7,
  epoch: 0,
  live: true,
  wanted: 'P9',
  reached: 'P5',
  step: 'document',
  nonce: 'n',
  errors: {},
  reasons: [],
  attempts: { details: 1, document: 0, face: 0 },
  updatedAt: 1_000,
};
const kinds = (changes: Partial<CaseState>) => caseNotes({ ...state, ...changes }).map(({ kind }) => kind);

test('A step that is come to is noted, a further try of it besides, with what did not pass', () => {
  expect(kinds({})).toEqual(['entered']);
  const failed = { reasons: ['photo_blurred', 'photo_glare'], attempts: { details: 1, document: 2, face: 0 } } as const;
  const notes = caseNotes({ ...state, ...failed, reasons: [...failed.reasons], document: 'passport' });
  expect(notes.map(({ kind, reason, key }) => [kind, reason, key])).toEqual([
    ['entered', undefined, undefined],
    ['again', undefined, '2'],
    ['reason', 'photo_blurred', '7'],
    ['reason', 'photo_glare', '7'],
  ]);
  expect(notes.every(({ documentKind, journeyId }) => documentKind === 'passport' && journeyId === 'journey')).toBe(
    true,
  );
});

test('It is told who decided, and whether the partner got what it asked for', () => {
  expect(kinds({ step: 'in-review' })).toEqual(['entered', 'referred']);
  expect(kinds({ step: 'verified', reached: 'P9' })).toEqual(['entered', 'succeeded', 'by-machine']);
  expect(kinds({ step: 'verified', reached: 'P9', reviewId: 'r' })).toEqual(['entered', 'succeeded', 'by-person']);
  expect(kinds({ step: 'verified', reached: 'P5' })).not.toContain('succeeded');
  expect(kinds({ step: 'declined', reviewId: 'r' })).toEqual(['entered', 'by-person']);
  expect(kinds({ step: 'expired' })).toEqual(['entered']);
});

test('A case that proves anew whose an account is says nothing', () => {
  expect(caseNotes({ ...state, recovery: 'face' })).toEqual([]);
});

test('What figures rest on must be kept; steps on the way may be forgotten', () => {
  expect(mustBeKept(state)).toBe(false);
  for (const step of ['in-review', 'verified', 'declined', 'expired'] as const)
    expect(mustBeKept({ ...state, step })).toBe(true);
  expect(mustBeKept({ ...state, reasons: ['photo_blurred'] })).toBe(true);
});
