import { describe, expect, test } from '@jest/globals';
import { sortPictures } from './pictures.js';

type Piece = Parameters<typeof sortPictures>[0][number];

const piece = (id: string, slot: Piece['slot'], attempt: number, tags?: Piece['tags']) =>
  ({
    _id: id,
    caseId: 'c',
    slot,
    attempt,
    mediaType: 'image/jpeg',
    createdAt: new Date(),
    ...(tags ? { tags } : {}),
  }) as Piece;

const ids = (pictures: readonly { id: string }[]) => pictures.map(({ id }) => id);

describe('The pictures of a case', () => {
  test('show both sides of a card together, though they were sent one after the other', () => {
    const { document, earlier } = sortPictures([
      piece('blurred', 'document', 1),
      piece('front', 'document', 2),
      piece('glare', 'document', 3, { side: 'back', beside: 'front' }),
      piece('back', 'document', 4, { side: 'back', beside: 'front' }),
    ]);
    expect(ids(document)).toEqual(['front', 'back']);
    expect(ids(earlier)).toEqual(['blurred', 'glare']);
  });

  test('of another document stand alone', () => {
    const { document, earlier } = sortPictures([
      piece('front', 'document', 1),
      piece('back', 'document', 2, { side: 'back', beside: 'front' }),
      piece('passport', 'document', 3),
    ]);
    expect(ids(document)).toEqual(['passport']);
    expect(ids(earlier)).toEqual(['front', 'back']);
  });
});
