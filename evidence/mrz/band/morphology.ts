import type { GreyImage } from '../../image/image.js';
import { turned } from './turned.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
const { ceil, max } = Math;

/**
 * The greatest of 2 × radius + 1 neighbours along each row, in three comparisons a pixel whatever the radius
 * (van Herk 1992, Gil and Werman 1993). Outside the picture is black.
 */
function widenRows({ width, height, data }: GreyImage, radius: number): GreyImage {
  const size = 2 * radius + 1;
  const padded = ceil((width + 2 * radius) / size) * size;
  const row = new Uint8Array(padded);
  const forward = new Uint8Array(padded);
  const backward = new Uint8Array(padded);
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    row.set(data.subarray(start, start + width), radius);
    for (let block = 0; block < padded; block += size) {
      let most = 0;
      for (let at = block; at < block + size; at++) {
        const value = row[at] as number;
        if (value > most) most = value;
        forward[at] = most;
      }
      most = 0;
      for (let at = block + size - 1; at >= block; at--) {
        const value = row[at] as number;
        if (value > most) most = value;
        backward[at] = most;
      }
    }
    for (let x = 0; x < width; x++) {
      const before = backward[x] as number;
      const after = forward[x + size - 1] as number;
      out[start + x] = max(before, after);
    }
  }
  return { width, height, data: out };
}

/** Dilation by a square of 2 × radius + 1 px: bright things grow. */
function dilate(image: GreyImage, radius: number): GreyImage {
  return turned(widenRows(turned(widenRows(image, radius)), radius));
}

function negative({ width, height, data }: GreyImage): GreyImage {
  const out = new Uint8Array(data.length);
  for (let at = 0; at < out.length; at++) out[at] = 255 - (data[at] as number);
  return { width, height, data: out };
}

/** Closing by a square of 2 × radius + 1 px: dark things smaller than that vanish. */
export function close(image: GreyImage, radius: number): GreyImage {
  return negative(dilate(negative(dilate(image, radius)), radius));
}

/** Opening by a square of 2 × radius + 1 px: bright things smaller than that vanish. */
export function open(image: GreyImage, radius: number): GreyImage {
  return negative(close(negative(image), radius));
}

/** How much darker each pixel is than the closing: dark print on a lighter ground, whatever the light. */
export function blackHat(image: GreyImage, radius: number): GreyImage {
  const closed = close(image, radius).data;
  const data = new Uint8Array(closed.length);
  for (let at = 0; at < data.length; at++) data[at] = (closed[at] as number) - (image.data[at] as number);
  return { width: image.width, height: image.height, data };
}
