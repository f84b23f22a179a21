import { expect, test } from '@jest/globals';
import { reasonsForRetake } from './retake.js';

const outline = (width: number, height: number) =>
  [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ] as const;

test('another photo is asked for where lines are missing, not where the document itself does not do', () => {
  expect(reasonsForRetake({ reasons: ['document_cut_off'], corners: undefined })).toEqual(['document_cut_off']);
  expect(reasonsForRetake({ reasons: ['document_unreadable'], corners: outline(1420, 1000) })).toEqual([
    'document_unreadable',
  ]);
  expect(reasonsForRetake({ reasons: ['document_expired'], corners: undefined })).toEqual([]);
  expect(reasonsForRetake({ reasons: ['document_low_confidence'], corners: undefined })).toEqual([]);
});

test('a card may show the side that has nothing to read', () => {
  expect(reasonsForRetake({ reasons: ['document_unreadable'], corners: outline(1586, 1000) })).toEqual([]);
});
