import type { GreyImage } from '../../image/image.js';

const { floor, max, min, round } = Math;

/** Mean ink (0 to 255) of each row within pieces of a band lying side by side: cheap to add up along any small slope. */
export interface InkProfiles {
  height: number;
  /** Half the band's width, px. */
  half: number;
  /** Middle of each piece, px right of the band's middle. */
  middles: number[];
  /** Piece after piece, row after row. */
  ink: Float32Array;
}

const PIECE = 24;

/** Measures a flattened band; its ends, where margins and edges lie, are left out. */
export function inkProfiles({ width, height, data }: GreyImage): InkProfiles {
  const margin = round(width * 0.03);
  const count = max(1, floor((width - 2 * margin) / PIECE));
  const ink = new Float32Array(count * height);
  const middles: number[] = [];
  for (let piece = 0; piece < count; piece++) {
    const left = margin + piece * PIECE;
    const right = min(width, left + PIECE);
    middles.push((left + right) / 2 - width / 2);
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let x = left; x < right; x++) sum += 255 - (data[y * width + x] as number);
      ink[piece * height + y] = sum / (right - left);
    }
  }
  return { height, half: width / 2, middles, ink };
}

/** How rows run: they fall by `slope` px per px, and by `bend` px more (or less, below 0) at the ends than in the middle. */
export interface Course {
  slope: number;
  bend: number;
}

/** Mean ink of the rows `from` to `to`, taken along a course about the band's middle. */
export function rowInk(profiles: InkProfiles, { slope, bend }: Course, from: number, to: number): Float64Array {
  const { height, half, middles, ink } = profiles;
  const rows = new Float64Array(to - from);
  const count = middles.length;
  for (let piece = 0; piece < count; piece++) {
    const middle = middles[piece] as number;
    const shift = slope * middle + bend * (middle / half) ** 2;
    const whole = floor(shift);
    const part = shift - whole;
    const first = max(from, -whole);
    const last = min(to, height - 1 - whole);
    for (let y = first, at = piece * height + first + whole; y < last; y++, at++) {
      rows[y - from] = (rows[y - from] as number) + (ink[at] as number) * (1 - part) + (ink[at + 1] as number) * part;
    }
  }
  for (let y = 0; y < rows.length; y++) rows[y] = (rows[y] as number) / count;
  return rows;
}
