import type { RgbImage } from '../../evidence/image/image.js';
import { addNoise, randomFrom } from './random.js';
import { decodeRgb, encodeJpeg } from './rgb-image.js';
import { cornersOf, homographyBetween, type Point, warpOnto } from './warp.js';

const { sin } = Math;

const PHOTO = { width: 1600, height: 1200 } as const;

/** Where the four corners of what lies there are. */
const PAGE_CORNERS: readonly Point[] = [
  [148, 158],
  [1462, 140],
  [1490, 1066],
  [122, 1082],
];
const CARD_CORNERS: readonly Point[] = [
  [148, 200],
  [1462, 182],
  [1490, 1014],
  [122, 1030],
];
const CARD_SHAPED = 1.52;

/**
 * A phone's photo of a page that lies on a table: slight perspective, uneven light, sensor noise, JPEG.
 * @param page encoded picture of the page
 * @returns JPEG of 1600 × 1200 pixels
 */
export async function photographOnTable(page: Uint8Array): Promise<Uint8Array> {
  const photo = table();
  const flat = await decodeRgb(page);
  const corners = flat.width / flat.height > CARD_SHAPED ? CARD_CORNERS : PAGE_CORNERS;
  const shadow = { data: new Uint8Array(flat.data.length).fill(58), width: flat.width, height: flat.height };
  warpOnto(
    photo,
    shadow,
    homographyBetween(
      corners.map(([x, y]): Point => [x + 9, y + 12]),
      cornersOf(flat),
    ),
  );
  warpOnto(photo, flat, homographyBetween(corners, cornersOf(flat)));
  lightUnevenly(photo);
  addNoise(photo.data, 4, 1600);
  return encodeJpeg(photo, 88);
}

/** A wooden table: streaks along x in brown. */
function table(): RgbImage {
  const { width, height } = PHOTO;
  const data = new Uint8Array(width * height * 3);
  const random = randomFrom(7);
  let grain = 0;
  for (let y = 0; y < height; y++) {
    grain = grain * 0.8 + (random() - 0.5) * 22;
    for (let x = 0; x < width; x++) {
      const streak = grain + 7 * sin(x / 170 + y / 37);
      const at = (y * width + x) * 3;
      data[at] = 118 + streak;
      data[at + 1] = 86 + streak * 0.9;
      data[at + 2] = 60 + streak * 0.7;
    }
  }
  return { data, width, height };
}

/** The lamp stands at the upper left: light falls off by 16 % towards the other corner. */
function lightUnevenly({ data, width, height }: RgbImage): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = 1 - 0.08 * (x / width + y / height);
      const at = (y * width + x) * 3;
      for (let i = at; i < at + 3; i++) data[i] = (data[i] as number) * light;
    }
  }
}
