import type { RgbImage } from '../../image/image.js';

const { abs, max } = Math;

const CELL = 16;

/**
 * How much colour varies over a picture, in units of 0–255: the spread between the 2nd and the 98th percentile of (red − green) or
 * (blue − green) of cells, whichever is more. A photocopy has one tint throughout, whatever the light; what is printed in colour has several.
 */
export function colourSpread({ width, height, data }: RgbImage): number {
  const across = Math.max(1, Math.floor(width / CELL));
  const down = Math.max(1, Math.floor(height / CELL));
  const reds: number[] = [];
  const blues: number[] = [];
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = row * CELL; y < Math.min(height, (row + 1) * CELL); y += 2) {
        for (let x = column * CELL; x < Math.min(width, (column + 1) * CELL); x += 2) {
          const at = (y * width + x) * 3;
          red += data[at] as number;
          green += data[at + 1] as number;
          blue += data[at + 2] as number;
        }
      }
      // Relative to brightness: a shadow over grey paper is no colour.
      const light = max(1, (red + green + blue) / 3);
      reds.push((128 * (red - green)) / light);
      blues.push((128 * (blue - green)) / light);
    }
  }
  return max(spread(reds), spread(blues));
}

function spread(values: number[]): number {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.floor(share * (values.length - 1))] ?? 0;
  return abs(at(0.98) - at(0.02));
}
