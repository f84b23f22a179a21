import type { GreyImage } from '../../image/image.js';
import { boxBlur } from './box-blur.js';
import { enlargeInto } from './enlarge.js';
import { close, open } from './morphology.js';

/** The ground changes slowly: it is looked for in squares of so many px. */
const CELL = 4;
/** Print is thinner than so many cells. */
const PRINT = 9;
/** Of the blur, in cells. */
const RADIUS = 4;

/** The greatest brightness in each square of `CELL` px, or the least. */
function extremes({ width, height, data }: GreyImage, which: 'lightest' | 'darkest'): GreyImage {
  const cells = { width: Math.ceil(width / CELL), height: Math.ceil(height / CELL) };
  const out = new Uint8Array(cells.width * cells.height).fill(which === 'lightest' ? 0 : 255);
  for (let y = 0, at = 0; y < height; y++) {
    const row = ((y / CELL) | 0) * cells.width;
    for (let x = 0; x < width; x++, at++) {
      const cell = row + ((x / CELL) | 0);
      const value = data[at] as number;
      if (which === 'lightest' ? value > (out[cell] as number) : value < (out[cell] as number)) out[cell] = value;
    }
  }
  return { ...cells, data: out };
}

/** The brightness below which `share` of the pixels lie. */
function percentile(counts: Uint32Array, total: number, share: number): number {
  let left = total * share;
  for (let value = 0; value < 256; value++) {
    left -= counts[value] as number;
    if (left <= 0) return value;
  }
  return 255;
}

/** Stretches the contrast, in place. */
function stretch({ width, height, data }: GreyImage): GreyImage {
  const counts = new Uint32Array(256);
  for (let at = 0; at < data.length; at++) counts[data[at] as number] = (counts[data[at] as number] as number) + 1;
  const low = percentile(counts, data.length, 0.01);
  const range = Math.max(8, percentile(counts, data.length, 0.92) - low);
  const stretched = Uint8ClampedArray.from(counts, (_, value) => Math.floor(((value - low) * 255) / range));
  for (let at = 0; at < data.length; at++) data[at] = stretched[data[at] as number] as number;
  return { width, height, data };
}

/** Print on white paper: divides by the ground (the closing, smoothed) and stretches the contrast. For bands about 1,000 px wide. */
export function flatten(band: GreyImage): GreyImage {
  const { width, height, data } = band;
  const ground = boxBlur(close(extremes(band, 'lightest'), PRINT), RADIUS);
  const out = new Uint8Array(data.length);
  const paper = new Float32Array(width);
  for (let y = 0, at = 0; y < height; y++) {
    enlargeInto(paper, ground, y, CELL);
    for (let x = 0; x < width; x++, at++) {
      const value = ((data[at] as number) * 255) / (paper[x] as number);
      out[at] = value > 255 ? 255 : value;
    }
  }
  return stretch({ width, height, data: out });
}

/** As `flatten`, but the darkest print of each neighbourhood becomes black too: for glare and worn print. */
export function flattenLocally(band: GreyImage): GreyImage {
  const { width, height, data } = band;
  const ground = boxBlur(close(extremes(band, 'lightest'), PRINT), RADIUS);
  const print = boxBlur(open(extremes(band, 'darkest'), PRINT), RADIUS);
  const out = new Uint8Array(data.length);
  const paper = new Float32Array(width);
  const ink = new Float32Array(width);
  for (let y = 0, at = 0; y < height; y++) {
    enlargeInto(paper, ground, y, CELL);
    enlargeInto(ink, print, y, CELL);
    for (let x = 0; x < width; x++, at++) {
      const dark = ink[x] as number;
      const range = (paper[x] as number) - dark;
      const value = (((data[at] as number) - dark) * 255) / (range > 24 ? range : 24);
      out[at] = value > 255 ? 255 : value < 0 ? 0 : value;
    }
  }
  return stretch({ width, height, data: out });
}
