import type { GreyImage } from '../../image/image.js';
import type { Band } from './find-bands.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
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
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let sub = 0; sub < side * side; sub++) {
        const along = x - width / 2 + ((sub % side) + 0.5) / side;
        const across = y - height / 2 + (((sub / side) | 0) + 0.5) / side;
        sum += sample(image, band.x + along * cos - across * sin, band.y + along * sin + across * cos);
      }
      data[y * width + x] = sum / (side * side) + 0.5;
    }
  }
  return { width, height, data };
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
