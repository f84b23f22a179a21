import type { GreyImage } from '../../image/image.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
const { floor, max, min } = Math;

interface Taps {
  first: number;
  weights: number[];
}

/** For each output position the input positions it covers and by how much (area average), or two neighbours (enlarging). */
function tapsFor(from: number, to: number): Taps[] {
  const step = from / to;
  return Array.from({ length: to }, (_, position) => {
    if (step <= 1) {
      const centre = min(from - 1, max(0, (position + 0.5) * step - 0.5));
      const first = min(from - 1, floor(centre));
      return first + 1 < from ? { first, weights: [1 - (centre - first), centre - first] } : { first, weights: [1] };
    }
    const start = position * step;
    const end = min(from, start + step);
    const first = floor(start);
    const weights: number[] = [];
    for (let at = first; at < end - 1e-9; at++) weights.push((min(end, at + 1) - max(start, at)) / (end - start));
    return { first, weights };
  });
}

/** The picture at another size in px: area average when making smaller, bilinear when making larger. */
export function scaleTo(image: GreyImage, width: number, height: number): GreyImage {
  if (width === image.width && height === image.height) return image;
  const across = new Float32Array(width * image.height);
  const columns = tapsFor(image.width, width);
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width;
    for (let x = 0; x < width; x++) {
      const { first, weights } = columns[x] as Taps;
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++)
        sum += (weights[tap] as number) * (image.data[row + first + tap] as number);
      across[y * width + x] = sum;
    }
  }
  const data = new Uint8Array(width * height);
  const rows = tapsFor(image.height, height);
  for (let y = 0; y < height; y++) {
    const { first, weights } = rows[y] as Taps;
    for (let x = 0; x < width; x++) {
      let sum = 0.5;
      for (let tap = 0; tap < weights.length; tap++)
        sum += (weights[tap] as number) * (across[(first + tap) * width + x] as number);
      data[y * width + x] = sum;
    }
  }
  return { width, height, data };
}
