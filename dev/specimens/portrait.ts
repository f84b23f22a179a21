import sharp from 'sharp';
import { PORTRAIT } from './passport-page.js';
import { addNoise } from './random.js';
import { decodeRgb, encodeJpeg, toSharp } from './rgb-image.js';

/** Where the face stands in a photo, in its pixels. */
export interface FacePlace {
  readonly eyeDistance: number;
  /** Midway between the eyes. */
  readonly centre: readonly [x: number, y: number];
}

/** A coarse print, as in a passport: the face keeps this many pixels between its eyes however large it is printed. */
const PRINT_EYE_DISTANCE = 32;
/** Between the eyes on paper, in tenths of a millimetre. */
const PAPER_EYE_DISTANCE = 84;

/**
 * Renders a photo the way a passport carries it: cropped to head and shoulders, 32 px between the eyes, noisy, through
 * JPEG, faded, and then enlarged to its size on the page.
 * @returns PNG of `PORTRAIT.width` × `PORTRAIT.height` pixels
 */
export async function printPortrait(photo: Uint8Array, face: FacePlace): Promise<Uint8Array> {
  const paperScale = PAPER_EYE_DISTANCE / face.eyeDistance;
  const crop = {
    left: Math.round(face.centre[0] - PORTRAIT.width / 2 / paperScale),
    top: Math.round(face.centre[1] - (PORTRAIT.height * 0.43) / paperScale),
    width: Math.round(PORTRAIT.width / paperScale),
    height: Math.round(PORTRAIT.height / paperScale),
  };
  const printScale = PRINT_EYE_DISTANCE / face.eyeDistance;
  const small = await cropWithMargin(photo, crop, Math.round(crop.width * printScale));
  const print = await decodeRgb(small);
  addNoise(print.data, 7, 32);
  const compressed = await encodeJpeg(print, 72);
  return sharp(compressed)
    .resize(PORTRAIT.width, PORTRAIT.height, { fit: 'fill', kernel: 'cubic' })
    .linear(0.86, 26)
    .png()
    .toBuffer();
}

interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Cuts a rectangle that may reach beyond the picture; what lies outside repeats the edge. */
async function cropWithMargin(photo: Uint8Array, crop: Crop, toWidth: number): Promise<Uint8Array> {
  const image = await decodeRgb(photo);
  const margins = {
    left: Math.max(0, -crop.left),
    top: Math.max(0, -crop.top),
    right: Math.max(0, crop.left + crop.width - image.width),
    bottom: Math.max(0, crop.top + crop.height - image.height),
  };
  const extended = await toSharp(image)
    .extend({ ...margins, extendWith: 'copy' })
    .png()
    .toBuffer();
  return sharp(extended)
    .extract({ ...crop, left: crop.left + margins.left, top: crop.top + margins.top })
    .resize(toWidth)
    .png()
    .toBuffer();
}
