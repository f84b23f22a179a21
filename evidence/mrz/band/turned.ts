import type { GreyImage } from '../../image/image.js';

/** Rows become columns. */
export function turned({ width, height, data }: GreyImage): GreyImage {
  const out = new Uint8Array(data.length);
  const block = 32;
  for (let top = 0; top < height; top += block) {
    const bottom = Math.min(height, top + block);
    for (let x = 0; x < width; x++) {
      for (let y = top; y < bottom; y++) out[x * height + y] = data[y * width + x] as number;
    }
  }
  return { width: height, height: width, data: out };
}
