import type { RgbImage } from './image.js';

/** For each input position, the output position it begins in and how much of it (0–1) belongs there; the rest goes to the next. */
function sharesOf(from: number, to: number): { at: Int32Array; first: Float32Array } {
  const at = new Int32Array(from);
  const first = new Float32Array(from);
  for (let position = 0; position < from; position++) {
    const start = (position * to) / from;
    const end = ((position + 1) * to) / from;
    const output = Math.min(to - 1, Math.floor(start + 1e-9));
    at[position] = output;
    first[position] = output === to - 1 || end <= output + 1 ? 1 : (output + 1 - start) / (end - start);
  }
  return { at, first };
}

/**
 * The picture reduced so that its longer side has at most `longSide` pixels, each the mean of the area it covers: a third
 * of `fitWithin`'s work, a little softer; for what a network looks at, not for measuring sharpness. Never enlarged.
 */
export function shrinkWithin(image: RgbImage, longSide: number): RgbImage {
  const scale = longSide / Math.max(image.width, image.height);
  if (scale >= 1) return image;
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const columns = sharesOf(image.width, width);
  const rows = sharesOf(image.height, height);
  const sums = new Float32Array((height + 1) * width * 3);
  const line = new Float32Array((width + 1) * 3);
  for (let y = 0, from = 0; y < image.height; y++) {
    line.fill(0);
    for (let x = 0; x < image.width; x++, from += 3) {
      const to = (columns.at[x] as number) * 3;
      const share = columns.first[x] as number;
      const red = image.data[from] as number;
      const green = image.data[from + 1] as number;
      const blue = image.data[from + 2] as number;
      line[to] = (line[to] as number) + red * share;
      line[to + 1] = (line[to + 1] as number) + green * share;
      line[to + 2] = (line[to + 2] as number) + blue * share;
      if (share === 1) continue;
      line[to + 3] = (line[to + 3] as number) + red * (1 - share);
      line[to + 4] = (line[to + 4] as number) + green * (1 - share);
      line[to + 5] = (line[to + 5] as number) + blue * (1 - share);
    }
    const to = (rows.at[y] as number) * width * 3;
    const share = rows.first[y] as number;
    for (let x = 0; x < width * 3; x++) {
      const value = line[x] as number;
      sums[to + x] = (sums[to + x] as number) + value * share;
      if (share < 1) sums[to + width * 3 + x] = (sums[to + width * 3 + x] as number) + value * (1 - share);
    }
  }
  const area = (image.width / width) * (image.height / height);
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) data[at] = Math.min(255, (sums[at] as number) / area + 0.5);
  return { width, height, data };
}
