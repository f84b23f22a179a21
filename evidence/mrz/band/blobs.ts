import type { GreyImage } from '../../image/image.js';

/** A blob of bright pixels: how many, and the sums of their coordinates and of the products of those. */
export interface Blob {
  count: number;
  x: number;
  y: number;
  xx: number;
  xy: number;
  yy: number;
  /** Its runs of pixels in one row, [row, first, last] each. */
  runs: number[];
}

/** The index of the blob that `label` has become part of. */
function rootOf(parents: Int32Array, label: number): number {
  let root = label;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root] as number] as number;
    root = parents[root] as number;
  }
  return root;
}

/** Adds a run's pixels to the sums, in closed form. */
function add(blob: Blob, row: number, first: number, last: number): void {
  const count = last - first + 1;
  const x = (count * (first + last)) / 2;
  const squares = (n: number): number => (n * (n + 1) * (2 * n + 1)) / 6;
  blob.count += count;
  blob.x += x;
  blob.y += count * row;
  blob.xx += squares(last) - squares(first - 1);
  blob.xy += x * row;
  blob.yy += count * row * row;
  blob.runs.push(row, first, last);
}

/** The 8-connected blobs of the pixels above `threshold`, of at least `least` pixels: found by runs, row after row. */
export function findBlobs({ width, height, data }: GreyImage, threshold: number, least: number): Blob[] {
  const most = ((width + 1) >> 1) * height;
  const rows = new Int32Array(most);
  const firsts = new Int32Array(most);
  const lasts = new Int32Array(most);
  const parents = new Int32Array(most);
  let count = 0;
  let above = 0; // the first run of the row above
  for (let y = 0; y < height; y++) {
    const start = count;
    let near = above;
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if ((data[row + x] as number) <= threshold) continue;
      const first = x;
      while (x + 1 < width && (data[row + x + 1] as number) > threshold) x++;
      rows[count] = y;
      firsts[count] = first;
      lasts[count] = x;
      parents[count] = count;
      while (near < start && (lasts[near] as number) < first - 1) near++;
      for (let other = near; other < start && (firsts[other] as number) <= x + 1; other++) {
        const [a, b] = [rootOf(parents, other), rootOf(parents, count)];
        if (a !== b) parents[a > b ? a : b] = a > b ? b : a;
      }
      count++;
    }
    above = start;
  }
  const sizes = new Int32Array(count);
  for (let run = 0; run < count; run++) {
    const root = rootOf(parents, run);
    sizes[root] = (sizes[root] as number) + (lasts[run] as number) - (firsts[run] as number) + 1;
  }
  const blobs = new Map<number, Blob>();
  for (let run = 0; run < count; run++) {
    const root = rootOf(parents, run);
    if ((sizes[root] as number) < least) continue;
    const blob = blobs.get(root) ?? { count: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0, runs: [] };
    blobs.set(root, blob);
    add(blob, rows[run] as number, firsts[run] as number, lasts[run] as number);
  }
  return [...blobs.values()];
}
