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

/** Half as wide and high, each pixel the mean of four. */
function halved({ width, height, data }: GreyImage): GreyImage {
  const [newWidth, newHeight] = [width >> 1, height >> 1];
  const out = new Uint8Array(newWidth * newHeight);
  for (let y = 0; y < newHeight; y++) {
    for (let x = 0, at = 2 * y * width; x < newWidth; x++, at += 2) {
      const above = (data[at] as number) + (data[at + 1] as number);
      out[y * newWidth + x] = (above + (data[at + width] as number) + (data[at + width + 1] as number) + 2) >> 2;
    }
  }
  return { width: newWidth, height: newHeight, data: out };
}

/** The picture at another size in px: area average when making smaller, bilinear when making larger. */
export function scaleTo(picture: GreyImage, width: number, height: number): GreyImage {
  let image = picture;
  while (image.width >= 2 * width && image.height >= 2 * height && width > 0 && height > 0) image = halved(image);
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
