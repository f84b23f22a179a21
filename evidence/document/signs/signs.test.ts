import { beforeAll, describe, expect, it } from '@jest/globals';
import { drawCardBack } from '../../../dev/specimens/card.js';
import { decodeRgb } from '../../../dev/specimens/rgb-image.js';
import { type RgbImage, toGrey } from '../../image/image.js';
import { findCorners } from '../corners/find-corners.js';
import { isCardShaped } from '../corners/shape.js';
import { editorOf } from './editor.js';
import { findSigns } from './find-signs.js';

const order = {
  ...{ kind: 'residence-permit' as const, surname: 'Thornton', givenNames: 'Amelia', birthDate: '1988-04-17' },
  ...{ sex: 'F' as const, expiryDate: '2031-05-31', documentNumber: 'C01X00T47' },
};

const changed = (
  image: RgbImage,
  change: (value: number, x: number, y: number, channel: number) => number,
): RgbImage => ({
  ...image,
  data: image.data.map((value, at) => {
    const pixel = (at / 3) | 0;
    return change(value, pixel % image.width, (pixel / image.width) | 0, at % 3);
  }),
});

const { cos } = Math;

const codes = (image: RgbImage & { source?: object }) => {
  const grey = toGrey(image);
  return findSigns(image as RgbImage, grey, findCorners(grey)).map(({ code, strength }) => `${code} ${strength}`);
};

describe('Signs in the picture of a document', () => {
  let card: RgbImage;
  beforeAll(async () => {
    card = await decodeRgb(await drawCardBack(order));
  }, 60_000);

  it('are none where a card lies on a table; its corners are found, to five pixels', () => {
    expect(codes(card)).toEqual([]);
    const corners = findCorners(toGrey(card));
    const drawn = [148, 200, 1462, 182, 1490, 1014, 122, 1030];
    (corners ?? []).forEach(({ x, y }, at) => {
      expect(Math.abs(x - (drawn[2 * at] ?? 0))).toBeLessThan(5);
      expect(Math.abs(y - (drawn[2 * at + 1] ?? 0))).toBeLessThan(5);
    });
    expect(corners && isCardShaped(corners)).toBe(true);
  });

  it('show a photocopy, though the table beneath is brown and the lamp is yellow', () => {
    const grey = toGrey(card).data;
    const [left, top, right, bottom] = [100, 170, 1500, 1050];
    const copy = changed(card, (value, x, y, channel) => {
      if (x < left || x > right || y < top || y > bottom) return value;
      const paper = grey[y * card.width + x] ?? 0;
      return paper < 125 ? value : paper * ([1, 0.97, 0.88][channel] ?? 1);
    });
    expect(codes(copy)).toEqual(['document_photocopy strong']);
  });

  it('show the pixels of a screen, turned a little', () => {
    const [across, down] = [(2 * Math.PI) / 3.3, 0.2];
    const screen = changed(card, (value, x, y) => value * (0.85 + 0.15 * cos(across * x + down * y)));
    expect(codes(screen)).toEqual(['document_of_screen strong']);
  });

  it.each([
    ['Adobe Photoshop 25.0 (Windows)', 'strong'],
    ['GIMP 2.10', 'strong'],
    ['Adobe Photoshop Lightroom Classic', 'weak'],
    ['Snapseed 2.0', 'weak'],
    ['17.5.1', undefined],
    ['HDR+ 1.0.585804401zd', undefined],
    ['Samsung SM-G991B G991BXXU5', undefined],
    ['Gimpel Camera', undefined],
    [undefined, undefined],
  ])('take %s for what it is', (software, strength) => {
    expect(editorOf(software)).toBe(strength);
  });
});
