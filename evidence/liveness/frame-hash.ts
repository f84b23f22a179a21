import type { RgbImage } from '../image/image.js';

const { ceil, floor } = Math;

const COLUMNS = 17;
const ROWS = 16;
/** Bits of a frame's hash. */
export const FRAME_HASH_BITS: number = (COLUMNS - 1) * ROWS;
/** A copy differs in no more bits than this; store/verification/seen-frames.ts finds those. */
export const COPY_BITS = 7;
/** Neighbours that differ by less are alike: in a plain wall only noise would decide. */
const STEP = 2;
/** The middle of the frame, where the face is: backgrounds look alike from one day to the next. */
const AREA = { left: 0.22, right: 0.78, top: 0.08, bottom: 0.85 };

/**
 * A perceptual hash of a frame (256 bits, 32 bytes): whether each of 17 × 16 cells of its middle is clearly brighter than the one to its
 * right. A copy that was compressed or made smaller differs in a few bits, another picture of the same person before the same
 * wall in many, since its cells are only some 20 pixels wide.
 */
export function frameHash({ width, height, data }: RgbImage): Uint8Array {
  const sums = new Float64Array(COLUMNS * ROWS);
  const counts = new Float64Array(COLUMNS * ROWS);
  const [left, right] = [width * AREA.left, width * AREA.right];
  const [top, bottom] = [height * AREA.top, height * AREA.bottom];
  for (let y = ceil(top); y < bottom; y++) {
    const row = floor(((y - top) / (bottom - top)) * ROWS);
    for (let x = ceil(left); x < right; x++) {
      const cell = row * COLUMNS + floor(((x - left) / (right - left)) * COLUMNS);
      const at = (y * width + x) * 3;
      sums[cell] =
        (sums[cell] ?? 0) + (data[at] ?? 0) * 0.299 + (data[at + 1] ?? 0) * 0.587 + (data[at + 2] ?? 0) * 0.114;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  const hash = new Uint8Array(FRAME_HASH_BITS / 8);
  for (let bit = 0; bit < FRAME_HASH_BITS; bit++) {
    const cell = floor(bit / (COLUMNS - 1)) * COLUMNS + (bit % (COLUMNS - 1));
    const here = (sums[cell] ?? 0) / (counts[cell] || 1);
    const beside = (sums[cell + 1] ?? 0) / (counts[cell + 1] || 1);
    if (here - beside > STEP) hash[bit >> 3] = (hash[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return hash;
}

/** In how many bits two hashes of the same length differ. */
export function bitsDiffering(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < a.length; at++) {
    for (let rest = (a[at] ?? 0) ^ (b[at] ?? 0); rest; rest &= rest - 1) count++;
  }
  return count;
}
