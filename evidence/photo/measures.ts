import type { GreyImage } from '../image/image.js';

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

/**
 * The largest connected patch (of four neighbours) of pixels above `level`, as a share of the picture.
 * `inside`: patches that touch the edge of the picture do not count.
 */
export function largestPatchAbove({ width, height, data }: GreyImage, level: number, where?: 'inside'): number {
  const seen = Uint8Array.from(data, (value) => (value > level ? 0 : 1));
  const stack: number[] = [];
  const visit = (at: number): void => {
    if (seen[at]) return;
    seen[at] = 1;
    stack.push(at);
  };
  let largest = 0;
  for (let start = 0; start < data.length; start++) {
    let size = 0;
    let touches = false;
    visit(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      size++;
      touches ||= x === 0 || x === width - 1 || at < width || at >= width * (height - 1);
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at < width * (height - 1)) visit(at + width);
    }
    if (!(touches && where === 'inside')) largest = Math.max(largest, size);
  }
  return largest / data.length;
}

/** A smaller picture of the darkest pixel in each square of `side` pixels: what stays bright is bright throughout. */
export function darkestOfCells({ width, height, data }: GreyImage, side: number): GreyImage {
  const cells = { width: Math.ceil(width / side), height: Math.ceil(height / side) };
  const darkest = new Uint8Array(cells.width * cells.height).fill(255);
  for (let y = 0, at = 0; y < height; y++) {
    const row = ((y / side) | 0) * cells.width;
    for (let x = 0; x < width; x++, at++) {
      const cell = row + ((x / side) | 0);
      if ((data[at] ?? 0) < (darkest[cell] ?? 0)) darkest[cell] = data[at] ?? 0;
    }
  }
  return { ...cells, data: darkest };
}

/** Each pixel as dark as the darkest of its eight neighbours: what is thinner than three pixels and bright goes out. */
export function darkestAround({ width, height, data }: GreyImage): GreyImage {
  const darkest = data.map((value, at) => {
    const x = at % width;
    let least = value;
    for (let row = at - width; row <= at + width; row += width) {
      if (row < 0 || row >= data.length) continue;
      if (x > 0) least = Math.min(least, data[row - 1] as number);
      least = Math.min(least, data[row] as number);
      if (x < width - 1) least = Math.min(least, data[row + 1] as number);
    }
    return least;
  });
  return { width, height, data: darkest };
}

/** A step of so many units of brightness is everywhere, even where JPEG leaves nothing: flat drawings are no blocks. */
const COMMON_STEP = 0.25;

/** How much stronger the steps at every eighth pixel are than elsewhere: 1 for a clean picture, above 2 heavy JPEG. */
export function blockiness({ width, height, data }: GreyImage): number {
  const sums = new Float64Array(8);
  const counts = new Float64Array(8);
  for (let y = 1; y < height; y++) {
    for (let x = 1, at = y * width + 1; x < width; x++, at++) {
      const here = data[at] ?? 0;
      const across = here - (data[at - 1] ?? 0);
      const down = here - (data[at - width] ?? 0);
      sums[x & 7] = (sums[x & 7] ?? 0) + (across < 0 ? -across : across);
      sums[y & 7] = (sums[y & 7] ?? 0) + (down < 0 ? -down : down);
      counts[x & 7] = (counts[x & 7] ?? 0) + 1;
      counts[y & 7] = (counts[y & 7] ?? 0) + 1;
    }
  }
  const total = (values: Float64Array): number => values.subarray(1).reduce((sum, value) => sum + value, 0);
  const atEdges = (sums[0] ?? 0) / ((counts[0] ?? 0) || 1);
  const elsewhere = total(sums) / (total(counts) || 1);
  return (atEdges + COMMON_STEP) / (elsewhere + COMMON_STEP);
}
