import type { GreyImage } from '../../image/image.js';

const { floor, max, min } = Math;

/**
 * One row of a picture enlarged `times`, bilinearly: row `y` of the large picture goes into `row`, values of 1 at least. Beyond the
 * outermost middles of pixels these go on.
 */
export function enlargeInto(row: Float32Array, { width, height, data }: GreyImage, y: number, times: number): void {
  const down = min(height - 1, max(0, (y + 0.5) / times - 0.5));
  const upper = floor(down);
  const part = down - upper;
  const above = upper * width;
  const below = min(height - 1, upper + 1) * width;
  const valueAt = (x: number): number => {
    const column = min(width - 1, max(0, x));
    return (data[above + column] as number) * (1 - part) + (data[below + column] as number) * part;
  };
  let to = 0;
  let left = valueAt(-1);
  // Between the middles of two neighbouring pixels lie `times` px of the large picture.
  for (let x = 0, at = -times / 2; at < row.length; x++, at += times) {
    const right = valueAt(x);
    for (; to < at + times && to < row.length; to++) {
      const value = left + ((right - left) * (to + 0.5 - at)) / times;
      row[to] = value > 1 ? value : 1;
    }
    left = right;
  }
}
