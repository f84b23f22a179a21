import type { RgbImage } from '../../image/image.js';
import { fitHomography } from '../../liveness/homography.js';
import type { Corners, Point } from './find-corners.js';

const { floor, max, min } = Math;

/** Lengths of a document's sides in the picture, in px: along its upper and lower edge, and down its sides. */
export function sizeOf(corners: Corners): { width: number; height: number } {
  const length = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
  const [one, two, three, four] = corners;
  return {
    width: max(1, Math.round((length(one, two) + length(four, three)) / 2)),
    height: max(1, Math.round((length(two, three) + length(one, four)) / 2)),
  };
}

/** The document cut out of its picture and laid flat, `width` × `height` px: the perspective of its four corners undone, bilinearly. */
export function straighten(image: RgbImage, corners: Corners, width: number, height: number): RgbImage {
  const flat: (readonly [number, number])[] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  const mapping = fitHomography(
    flat,
    corners.map(({ x, y }) => [x, y] as const),
  );
  if (!mapping) throw new RangeError('Three corners in a line are no document');
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = mapping;
  const data = new Uint8Array(width * height * 3);
  const row = image.width * 3;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const w = g * (x + 0.5) + h * (y + 0.5) + 1;
      const sx = min(image.width - 1.001, max(0, (a * (x + 0.5) + b * (y + 0.5) + c) / w - 0.5));
      const sy = min(image.height - 1.001, max(0, (d * (x + 0.5) + e * (y + 0.5) + f) / w - 0.5));
      const fx = sx - floor(sx);
      const fy = sy - floor(sy);
      let at = floor(sy) * row + floor(sx) * 3;
      for (let channel = 0; channel < 3; channel++, at++) {
        const upper = (image.data[at] as number) * (1 - fx) + (image.data[at + 3] as number) * fx;
        const lower = (image.data[at + row] as number) * (1 - fx) + (image.data[at + row + 3] as number) * fx;
        data[to++] = upper * (1 - fy) + lower * fy + 0.5;
      }
    }
  }
  return { width, height, data };
}
