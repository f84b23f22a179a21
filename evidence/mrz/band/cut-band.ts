import type { GreyImage } from '../../image/image.js';
import type { Band } from './find-bands.js';

const { max, min, round } = Math;

/** Brightness between four pixels; beyond the edge the edge goes on. */
export function sample({ width, height, data }: GreyImage, x: number, y: number): number {
  const clampedX = min(width - 1, max(0, x));
  const clampedY = min(height - 1, max(0, y));
  const left = min(width - 2, clampedX | 0);
  const top = min(height - 2, clampedY | 0);
  if (left < 0 || top < 0) return data[0] ?? 0;
  const at = top * width + left;
  const right = clampedX - left;
  const down = clampedY - top;
  const above = (data[at] as number) * (1 - right) + (data[at + 1] as number) * right;
  const below = (data[at + width] as number) * (1 - right) + (data[at + width + 1] as number) * right;
  return above * (1 - down) + below * down;
}

/** The band turned level and scaled to `width` px; several samples a pixel where that makes it smaller. */
export function cutBand(image: GreyImage, band: Band, width: number): GreyImage {
  const scale = band.length / width;
  const height = max(8, round(band.height / scale));
  const cos = Math.cos(band.angle) * scale;
  const sin = Math.sin(band.angle) * scale;
  const side = min(4, max(1, round(scale)));
  const isInside = cornersOf(band).every(({ x, y }) => x > 2 && y > 2 && x < image.width - 3 && y < image.height - 3);
  const data = new Uint8Array(width * height);
  const sums = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let sub = 0; sub < side * side; sub++) {
      const along = ((sub % side) + 0.5) / side - width / 2;
      const across = y - height / 2 + (((sub / side) | 0) + 0.5) / side;
      const x = band.x + along * cos - across * sin;
      const row = band.y + along * sin + across * cos;
      if (isInside) addRowInside(sums, image, x, row, cos, sin);
      else
        for (let at = 0; at < width; at++)
          sums[at] = (sums[at] as number) + sample(image, x + at * cos, row + at * sin);
    }
    const share = 1 / (side * side);
    for (let x = 0, at = y * width; x < width; x++, at++) data[at] = (sums[x] as number) * share + 0.5;
  }
  return { width, height, data };
}

/** Adds brightness between four pixels along a line that does not leave the picture. */
function addRowInside(
  sums: Float32Array,
  { width, data }: GreyImage,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
): void {
  let x = startX;
  let y = startY;
  for (let to = 0; to < sums.length; to++, x += stepX, y += stepY) {
    const left = x | 0;
    const top = y | 0;
    const right = x - left;
    const down = y - top;
    const at = top * width + left;
    const above = (data[at] as number) + ((data[at + 1] as number) - (data[at] as number)) * right;
    const below =
      (data[at + width] as number) + ((data[at + width + 1] as number) - (data[at + width] as number)) * right;
    sums[to] = (sums[to] as number) + above + (below - above) * down;
  }
}

/** The corners of a band from the left end of its first line, clockwise. */
export function cornersOf({ x, y, angle, length, height }: Band): { x: number; y: number }[] {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const;
  return corners.map(([along, across]) => ({
    x: x + (along * length * cos - across * height * sin) / 2,
    y: y + (along * length * sin + across * height * cos) / 2,
  }));
}
