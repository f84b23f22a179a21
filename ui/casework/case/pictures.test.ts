import { describe, expect, test } from '@jest/globals';
import { onePerPose, sortPictures } from './pictures.js';

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

  test('of a scan stand once for each pose, in the order they were taken; the others are further ones', () => {
    const frame = (id: string, pose: string, at: number) => piece(id, 'face-frame', 1, { pose, at });
    const frames = [frame('left 2', 'left', 4), frame('ahead 1', 'centre', 1), frame('ahead 2', 'centre', 2)];
    const { face, furtherFace } = onePerPose(sortPictures([...frames, frame('left 1', 'left', 3)]).face);
    expect([ids(face), ids(furtherFace)]).toEqual([
      ['ahead 1', 'left 1'],
      ['ahead 2', 'left 2'],
    ]);
  });
});
