import sharp from 'sharp';
import { locateFace } from './locate-face.js';
import { type FacePlace, printPortrait } from './portrait.js';
import { photographOnTable } from './table-photo.js';

/** A page as SVG, in tenths of a millimetre, and where a portrait is laid on it. */
export interface SpecimenPage {
  readonly svg: string;
  readonly width: number;
  readonly portraitAt?: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Who is on it. `face` is where the face is in the photo; looked for when left out, which takes a second or two. */
export interface PagePortrait {
  readonly photo: Uint8Array;
  readonly face?: FacePlace | undefined;
}

/** Pixels across the page when it is drawn; in the photo it is about as wide. */
const DRAWN_WIDTH = 1380;

/** Draws a page, as if a phone had photographed it on a table. @returns JPEG of 1600 × 1200 pixels */
export async function drawPage(page: SpecimenPage, portrait: PagePortrait | null): Promise<Uint8Array> {
  const scale = DRAWN_WIDTH / page.width;
  const place = page.portraitAt;
  const printed = portrait && place ? [await placed(portrait, place, scale)] : [];
  const picture = await sharp(Buffer.from(page.svg), { density: 72 * scale })
    .composite(printed)
    .png()
    .toBuffer();
  return photographOnTable(picture);
}

async function placed({ photo, face }: PagePortrait, place: NonNullable<SpecimenPage['portraitAt']>, scale: number) {
  const print = await printPortrait(photo, face ?? (await locateFace(photo)));
  const input = await sharp(print)
    .resize(Math.round(place.width * scale), Math.round(place.height * scale), { fit: 'fill' })
    .toBuffer();
  return { input, left: Math.round(place.left * scale), top: Math.round(place.top * scale) };
}
