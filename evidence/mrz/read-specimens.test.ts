import { beforeAll, describe, expect, it } from '@jest/globals';
import { mrzSpecimen } from '../../dev/specimens/mrz/specimen.js';
import { decodeRgb } from '../../dev/specimens/rgb-image.js';
import { toGrey } from '../image/image.js';
import { loadMrzReader, type MrzReader } from './read-mrz.js';

let reader: MrzReader;
beforeAll(async () => {
  reader = await loadMrzReader();
});

/** Small pictures, quick to draw and read, that need no other fonts than ours; `npm run bench -- documents` has the others. */
const cases = [
  ['small scan', 'french', 910_001],
  ['small scan', 'TD1', 910_002],
  ['bold, small', 'MRV-B', 910_007],
] as const;

describe('drawn documents of formats that the other tests lack', () => {
  it.each(cases)('%s, %s: a right reading', async (fault, kind, seed) => {
    const { picture, lines } = await mrzSpecimen(seed, fault, kind);
    const reading = await reader.read(toGrey(await decodeRgb(picture)), '2026-01-01');
    expect(reading?.lines).toEqual(lines);
  });
});
