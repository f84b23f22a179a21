import type { GreyImage } from '../../image/image.js';
import { sample } from './cut-band.js';
import type { TextLine } from './find-lines.js';

const { max, min, round } = Math;

/** The network's view of a line: `ink` row by row, 0 paper to 1 print, 32 px high and a multiple of 4 wide. */
export interface LinePicture {
  width: number;
  ink: Float32Array;
}

export const LINE_HEIGHT = 32;
const LARGEST_WIDTH = 768;
/** How the network was trained: capitals 15 to 24 px high, characters 13 to 19 px apart. */
const CAP = 19;
const PITCH = 16;
/** OCR-B: characters 2.54 mm apart, capitals 2.4 mm high; blur makes them seem somewhat higher. */
const PITCH_PER_CAP = 1.03;

/** One line cut out of a flattened band and brought to the network's size. */
export function cutLine(band: GreyImage, { middle, slope, bend, cap }: TextLine): LinePicture {
  const wanted = (band.width * PITCH) / (PITCH_PER_CAP * cap);
  const width = 4 * round(min(LARGEST_WIDTH, max(LARGEST_WIDTH / 2, wanted)) / 4);
  const across = band.width / width;
  const down = cap / CAP;
  const ink = new Float32Array(width * LINE_HEIGHT);
  const half = band.width / 2;
  for (let x = 0; x < width; x++) {
    const bandX = (x + 0.5) * across - 0.5;
    const away = bandX - half;
    const line = middle + slope * away + bend * (away / half) ** 2;
    for (let y = 0; y < LINE_HEIGHT; y++) {
      const bandY = line + (y + 0.5 - LINE_HEIGHT / 2) * down - 0.5;
      const isOutside = bandY < -1 || bandY > band.height;
      ink[y * width + x] = isOutside ? 0 : 1 - sample(band, bandX, bandY) / 255;
    }
  }
  return { width, ink };
}
