import type { RgbImage } from '../image/image.js';
import type { PageFrame } from './page-frame.js';

/** All three colours as bright as can be, but for what JPEG changes. */
const BURNT_OUT = 252;
/** Skin, photographs and coloured print: neither ink nor paper. */
const MIDDLE = [90, 190] as const;

/** What too much light leaves of a page, as shares. */
export interface Clipping {
  /** Of all pixels, those without any colour or shade left. */
  clipped: number;
  /** Of the others, those of middle brightness: too much light takes them first. */
  middle: number;
}

/** @param page where it was found, in pixels of the picture; the whole picture otherwise */
export function clipping({ width, height, data }: RgbImage, page: PageFrame | undefined): Clipping {
  const xs = page ? page.corners.map(({ x }) => x) : [0, width];
  const ys = page ? page.corners.map(({ y }) => y) : [0, height];
  const [left, right] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(width, Math.ceil(Math.max(...xs)))];
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...ys))), Math.min(height, Math.ceil(Math.max(...ys)))];
  let clipped = 0;
  let middle = 0;
  for (let y = top; y < bottom; y++) {
    for (let at = (y * width + left) * 3, end = (y * width + right) * 3; at < end; at += 3) {
      const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
      if (red >= BURNT_OUT && green >= BURNT_OUT && blue >= BURNT_OUT) clipped++;
      else {
        const most = Math.max(red, green, blue);
        if (most >= MIDDLE[0] && most < MIDDLE[1]) middle++;
      }
    }
  }
  const pixels = Math.max(1, (right - left) * (bottom - top));
  return { clipped: clipped / pixels, middle: middle / Math.max(1, pixels - clipped) };
}
