import type { Face } from '../face/face.js';
import type { RgbImage } from '../image/image.js';

/** Every so many pixels are compared. */
const STRIDE = 2;

/**
 * How much two frames of one pose differ around the face, in grey levels per pixel. A camera's own noise alone makes 0.5 and
 * more, even where nobody moves; a picture that is only drawn again makes nothing.
 */
export function changeBetween(before: RgbImage, after: RgbImage, { box }: Face): number {
  const { width, height } = before;
  if (width !== after.width || height !== after.height) return Number.POSITIVE_INFINITY;
  const [left, top] = [Math.max(0, Math.floor(box.x)), Math.max(0, Math.floor(box.y))];
  const [right, bottom] = [Math.min(width, box.x + box.width), Math.min(height, box.y + box.height)];
  let sum = 0;
  let count = 0;
  for (let y = top; y < bottom; y += STRIDE) {
    for (let x = left; x < right; x += STRIDE) {
      const at = (y * width + x) * 3 + 1;
      sum += Math.abs((before.data[at] ?? 0) - (after.data[at] ?? 0));
      count++;
    }
  }
  return count > 0 ? sum / count : 0;
}
