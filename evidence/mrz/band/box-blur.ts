import type { GreyImage } from '../../image/image.js';
import { turned } from './turned.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
const { max, min } = Math;

function alongRows({ width, height, data }: GreyImage, radius: number): GreyImage {
  const out = new Uint8Array(data.length);
  const size = 2 * radius + 1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const at = (x: number): number => data[row + min(width - 1, max(0, x))] as number;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += at(x);
    for (let x = 0; x < width; x++) {
      out[row + x] = sum / size + 0.5;
      sum += at(x + radius + 1) - at(x - radius);
    }
  }
  return { width, height, data: out };
}

/** The mean of the square of 2 × radius + 1 px about each pixel; beyond the edge the edge goes on. */
export function boxBlur(image: GreyImage, radius: number): GreyImage {
  return turned(alongRows(turned(alongRows(image, radius)), radius));
}
