import type { GreyImage } from '../../image/image.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
const { floor, max, min, round } = Math;

/** Mean ink (0 to 255) of each row within pieces of a band lying side by side: cheap to add up along any small slope. */
export interface InkProfiles {
  height: number;
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
  return { height, middles, ink };
}

/** Mean ink of the rows `from` to `to`, rows falling by `slope` px per px about the band's middle. */
export function rowInk({ height, middles, ink }: InkProfiles, slope: number, from: number, to: number): Float64Array {
  const rows = new Float64Array(to - from);
  for (const [piece, middle] of middles.entries()) {
    const shift = slope * middle;
    const whole = floor(shift);
    const part = shift - whole;
    for (let y = from; y < to; y++) {
      const row = y + whole;
      if (row < 0 || row + 1 >= height) continue;
      const at = piece * height + row;
      rows[y - from] = (rows[y - from] as number) + (ink[at] as number) * (1 - part) + (ink[at + 1] as number) * part;
    }
  }
  return rows.map((value) => value / middles.length);
}
