import type { GreyImage } from '../image/image.js';

/** Variance of the Laplacian: how much fine detail there is. Falls with blur and with size; compare at one size only. */
export function sharpness({ width, height, data }: GreyImage): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1, end = (y + 1) * width - 1; at < end; at++) {
      const value =
        (data[at - 1] ?? 0) +
        (data[at + 1] ?? 0) +
        (data[at - width] ?? 0) +
        (data[at + width] ?? 0) -
        4 * (data[at] ?? 0);
      sum += value;
      squares += value * value;
    }
  }
  const count = (width - 2) * (height - 2);
  return count > 0 ? squares / count - (sum / count) ** 2 : 0;
}

/** Standard deviation of the brightness, in its units of 0–255. */
export function contrast({ data }: GreyImage): number {
  let sum = 0;
  let squares = 0;
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / data.length;
  return Math.sqrt(Math.max(0, squares / data.length - mean * mean));
}

/** The brightness below which this share of the pixels lies. */
export function percentile({ data }: GreyImage, share: number): number {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += counts[value] ?? 0;
    if (seen > share * data.length) return value;
  }
  return 255;
}

/** The share of pixels above `level`. */
export function shareAbove({ data }: GreyImage, level: number): number {
  let above = 0;
  for (const value of data) if (value > level) above++;
  return above / data.length;
}

/** The largest connected patch (of four neighbours) of pixels above `level`, as a share of the picture. */
export function largestPatchAbove({ width, height, data }: GreyImage, level: number): number {
  const seen = new Uint8Array(data.length);
  const stack = new Int32Array(data.length);
  let largest = 0;
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] ?? 0) <= level) continue;
    let depth = 0;
    let size = 0;
    stack[depth++] = start;
    seen[start] = 1;
    const visit = (at: number): void => {
      if (seen[at] || (data[at] ?? 0) <= level) return;
      seen[at] = 1;
      stack[depth++] = at;
    };
    while (depth > 0) {
      const at = stack[--depth] ?? 0;
      const x = at % width;
      size++;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at < width * (height - 1)) visit(at + width);
    }
    largest = Math.max(largest, size);
  }
  return largest / data.length;
}

/** How much stronger the steps at every eighth pixel are than elsewhere: 1 for a clean picture, above 1.8 heavy JPEG. */
export function blockiness({ width, height, data }: GreyImage): number {
  let atEdges = 0;
  let elsewhere = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width; x++) {
      const step = Math.abs((data[y * width + x] ?? 0) - (data[y * width + x - 1] ?? 0));
      if (x % 8 === 0) atEdges += step;
      else elsewhere += step;
    }
  }
  for (let y = 1; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const step = Math.abs((data[y * width + x] ?? 0) - (data[(y - 1) * width + x] ?? 0));
      if (y % 8 === 0) atEdges += step;
      else elsewhere += step;
    }
  }
  return elsewhere > 0 ? (atEdges * 7) / elsewhere : 1;
}
