import type { GreyImage, RgbImage } from './image.js';

export type QuarterTurn = 0 | 90 | 180 | 270;

/** The picture turned clockwise by a quarter, a half or three quarters. */
export function rotate(image: RgbImage, turn: QuarterTurn): RgbImage {
  if (turn === 0) return image;
  const { width, height } = image;
  const [outWidth, outHeight] = turn === 180 ? [width, height] : [height, width];
  const data = new Uint8Array(image.data.length);
  for (let y = 0, to = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++, to += 3) {
      const fromX = turn === 90 ? y : turn === 180 ? width - 1 - x : width - 1 - y;
      const fromY = turn === 90 ? height - 1 - x : turn === 180 ? height - 1 - y : x;
      const from = (fromY * width + fromX) * 3;
      data[to] = image.data[from] ?? 0;
      data[to + 1] = image.data[from + 1] ?? 0;
      data[to + 2] = image.data[from + 2] ?? 0;
    }
  }
  return { width: outWidth, height: outHeight, data };
}

/** Left and right exchanged. */
export function mirror(image: RgbImage): RgbImage {
  const { width, height } = image;
  const data = new Uint8Array(image.data.length);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const from = (y * width + width - 1 - x) * 3;
      data[to] = image.data[from] ?? 0;
      data[to + 1] = image.data[from + 1] ?? 0;
      data[to + 2] = image.data[from + 2] ?? 0;
    }
  }
  return { width, height, data };
}

/** The part of the picture, in colour or grey, inside the rectangle, in pixels; what lies outside the picture is left away. */
export function crop(
  image: RgbImage | GreyImage,
  area: { x: number; y: number; width: number; height: number },
): RgbImage | GreyImage {
  const left = Math.min(Math.max(0, Math.floor(area.x)), image.width - 1);
  const top = Math.min(Math.max(0, Math.floor(area.y)), image.height - 1);
  const width = Math.max(1, Math.min(image.width, Math.ceil(area.x + area.width)) - left);
  const height = Math.max(1, Math.min(image.height, Math.ceil(area.y + area.height)) - top);
  const depth = image.data.length / (image.width * image.height);
  const data = new Uint8Array(width * height * depth);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * depth;
    data.set(image.data.subarray(from, from + width * depth), y * width * depth);
  }
  return { width, height, data };
}
