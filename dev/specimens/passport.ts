import sharp from 'sharp';
import { formatMrz } from '../../evidence/mrz/text/format-mrz.js';
import { locateFace } from './locate-face.js';
import { PAGE, type PassportFields, PORTRAIT, passportPage } from './passport-page.js';
import { type FacePlace, printPortrait } from './portrait.js';
import { photographOnTable } from './table-photo.js';

/** What to draw a specimen passport from. `issuer` and `nationality` are ICAO codes, `GBR` when left out. */
export interface PassportOrder extends Omit<PassportFields, 'issuer' | 'nationality'> {
  readonly issuer?: string;
  readonly nationality?: string;
  /** JPEG or PNG of the holder facing the camera; null leaves the place empty. */
  readonly portrait: Uint8Array | null;
  /** Where the face is in `portrait`; looked for when left out, which takes a second or two. */
  readonly face?: FacePlace;
  /** The machine-readable lines where they are not those that belong to the fields: for forgeries and other kinds of documents. */
  readonly mrz?: readonly string[];
}

/** Pixels across the page when it is drawn; in the photo it is about as wide. */
const DRAWN_WIDTH = 1380;

/**
 * Draws a fictional passport's data page, marked SPECIMEN, as if a phone had photographed it on a table.
 * @returns JPEG of 1600 × 1200 pixels; the same order gives the same picture
 */
export async function drawPassport(order: PassportOrder): Promise<Uint8Array> {
  const { portrait, face, mrz, ...printed } = order;
  const fields: PassportFields = { issuer: 'GBR', nationality: 'GBR', ...printed };
  const page = passportPage(fields, mrz ?? formatMrz({ format: 'TD3', documentCode: 'P', ...fields }));
  const scale = DRAWN_WIDTH / PAGE.width;
  const picture = await sharp(Buffer.from(page), { density: 72 * scale })
    .composite(portrait ? [{ input: await placePortrait(portrait, face, scale), ...scaled(PORTRAIT, scale) }] : [])
    .png()
    .toBuffer();
  return photographOnTable(picture);
}

async function placePortrait(photo: Uint8Array, face: FacePlace | undefined, scale: number): Promise<Buffer> {
  const print = await printPortrait(photo, face ?? (await locateFace(photo)));
  return sharp(print)
    .resize(Math.round(PORTRAIT.width * scale), Math.round(PORTRAIT.height * scale), { fit: 'fill' })
    .toBuffer();
}

function scaled(place: { left: number; top: number }, scale: number): { left: number; top: number } {
  return { left: Math.round(place.left * scale), top: Math.round(place.top * scale) };
}
