import type { RgbImage } from '../../evidence/image/image.js';

/** Pixels without their opacity, as the evidence's checks take them. */
export function rgbOf({ width, height, data: rgba }: ImageData): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    data[to] = rgba[from] as number;
    data[to + 1] = rgba[from + 1] as number;
    data[to + 2] = rgba[from + 2] as number;
  }
  return { width, height, data };
}
