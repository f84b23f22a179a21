import { formatMrz } from '../../evidence/mrz/text/format-mrz.js';
import { drawPage } from './draw-page.js';
import { PAGE, type PassportFields, PORTRAIT, passportPage } from './passport-page.js';
import type { FacePlace } from './portrait.js';

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

/**
 * Draws a fictional passport's data page, marked SPECIMEN, as if a phone had photographed it on a table.
 * @returns JPEG of 1600 × 1200 pixels; the same order gives the same picture
 */
export async function drawPassport(order: PassportOrder): Promise<Uint8Array> {
  const { portrait, face, mrz, ...printed } = order;
  const fields: PassportFields = { issuer: 'GBR', nationality: 'GBR', ...printed };
  const svg = passportPage(fields, mrz ?? formatMrz({ format: 'TD3', documentCode: 'P', ...fields }));
  return drawPage({ svg, width: PAGE.width, portraitAt: PORTRAIT }, portrait && { photo: portrait, face });
}
