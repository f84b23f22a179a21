import type { RgbImage } from '../../evidence/image/image.js';

const { abs, floor, min } = Math;

/** A plane projective map, row by row: (x, y) → ((ax + by + c) / (gx + hy + 1), (dx + ey + f) / (gx + hy + 1)). */
export type Homography = readonly [number, number, number, number, number, number, number, number];
export type Point = readonly [x: number, y: number];

/** A picture's corners, from the upper left clockwise. */
export const cornersOf = ({ width, height }: Pick<RgbImage, 'width' | 'height'>): readonly Point[] => [
  [0, 0],
  [width, 0],
  [width, height],
  [0, height],
];

/** The map that takes each of four points to its partner. @throws RangeError when three of the points are in a line. */
export function homographyBetween(from: readonly Point[], to: readonly Point[]): Homography {
  const rows: number[][] = [];
  for (let corner = 0; corner < 4; corner++) {
    const [x, y] = from[corner] as Point;
    const [u, v] = to[corner] as Point;
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  return solve(rows) as unknown as Homography;
}

/**
 * Lays a picture over another one, bilinearly.
 * @param onto changed in place
 * @param toSource from pixels of `onto` to pixels of `source`; pixels that fall outside the source are left alone
 */
export function warpOnto(onto: RgbImage, source: RgbImage, toSource: Homography): void {
  const [a, b, c, d, e, f, g, h] = toSource;
  for (let y = 0; y < onto.height; y++) {
    for (let x = 0; x < onto.width; x++) {
      const w = g * x + h * y + 1;
      const sx = (a * x + b * y + c) / w;
      const sy = (d * x + e * y + f) / w;
      if (sx >= 0 && sy >= 0 && sx < source.width - 1 && sy < source.height - 1) {
        sample(source, sx, sy, onto.data, (y * onto.width + x) * 3);
      }
    }
  }
}

/** Writes the bilinear colour at (x, y), which must be inside the picture, to `target` at `offset`. */
export function sample(source: RgbImage, x: number, y: number, target: Uint8Array, offset: number): void {
  const left = min(floor(x), source.width - 2);
  const top = min(floor(y), source.height - 2);
  const fx = x - left;
  const fy = y - top;
  const row = source.width * 3;
  const at = top * row + left * 3;
  for (let channel = 0; channel < 3; channel++) {
    const i = at + channel;
    const upper = byte(source, i) * (1 - fx) + byte(source, i + 3) * fx;
    const lower = byte(source, i + row) * (1 - fx) + byte(source, i + row + 3) * fx;
    target[offset + channel] = upper * (1 - fy) + lower * fy + 0.5;
  }
}

function byte(image: RgbImage, index: number): number {
  return image.data[index] as number;
}

/** Gaussian elimination with row exchange on an augmented matrix. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (abs(cell(rows, row, column)) > abs(cell(rows, pivot, column))) pivot = row;
    }
    if (abs(cell(rows, pivot, column)) < 1e-12) throw new RangeError('three of the four points are in a line');
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = cell(rows, row, column) / cell(rows, column, column);
      const target = rows[row] as number[];
      for (let k = column; k <= size; k++) target[k] = (target[k] as number) - factor * cell(rows, column, k);
    }
  }
  return rows.map((row, index) => (row[size] as number) / (row[index] as number));
}

function cell(rows: number[][], row: number, column: number): number {
  return (rows[row] as number[])[column] as number;
}
