import type { GreyImage } from '../../image/image.js';

const { max, min } = Math;

function alongRows({ width, height, data }: GreyImage, radius: number): Uint8Array {
  const out = new Uint8Array(data.length);
  const share = 1 / (2 * radius + 1);
  // The row with its edges going on to both sides.
  const padded = new Uint8Array(width + 2 * radius + 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    padded.fill(data[row] as number, 0, radius);
    padded.set(data.subarray(row, row + width), radius);
    padded.fill(data[row + width - 1] as number, radius + width);
    let sum = 0;
    for (let x = 0; x < 2 * radius + 1; x++) sum += padded[x] as number;
    for (let x = 0; x < width; x++) {
      out[row + x] = sum * share + 0.5;
      sum += (padded[x + 2 * radius + 1] as number) - (padded[x] as number);
    }
  }
  return out;
}

function alongColumns(data: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const out = new Uint8Array(data.length);
  const share = 1 / (2 * radius + 1);
  const sums = new Float64Array(width);
  const rowAt = (y: number): number => min(height - 1, max(0, y)) * width;
  for (let y = -radius; y <= radius; y++) {
    const row = rowAt(y);
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (data[row + x] as number);
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const coming = rowAt(y + radius + 1);
    const going = rowAt(y - radius);
    for (let x = 0; x < width; x++) {
      const sum = sums[x] as number;
      out[row + x] = sum * share + 0.5;
      sums[x] = sum + (data[coming + x] as number) - (data[going + x] as number);
    }
  }
  return out;
}

/** The mean of the square of 2 × radius + 1 px about each pixel; beyond the edge the edge goes on. */
export function boxBlur(image: GreyImage, radius: number): GreyImage {
  const { width, height } = image;
  return { width, height, data: alongColumns(alongRows(image, radius), width, height, radius) };
}
