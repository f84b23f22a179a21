import type { GreyImage } from '../../image/image.js';
import { widenedNegative } from './widen.js';

/** Closing by a square of `size` px: dark things smaller than that vanish. Brightness is told apart in steps of two. */
export function close({ width, height, data }: GreyImage, size: number): GreyImage {
  const halves = new Uint8Array(data.length);
  for (let at = 0; at < halves.length; at++) halves[at] = (data[at] as number) >> 1;
  const before = size >> 1;
  const wide = widenedNegative(halves, width, height, size, before);
  const closed = widenedNegative(wide, width, height, size, size - 1 - before);
  for (let at = 0; at < closed.length; at++) closed[at] = (closed[at] as number) << 1;
  return { width, height, data: closed };
}

/** Opening by a square of `size` px: bright things smaller than that vanish. */
export function open(image: GreyImage, size: number): GreyImage {
  return negative(close(negative(image), size));
}

function negative({ width, height, data }: GreyImage): GreyImage {
  const out = new Uint8Array(data.length);
  for (let at = 0; at < out.length; at++) out[at] = 255 - (data[at] as number);
  return { width, height, data: out };
}

/** How much darker each pixel is than the closing: dark print on a lighter ground, whatever the light. */
export function blackHat(image: GreyImage, size: number): GreyImage {
  const closed = close(image, size).data;
  const data = new Uint8Array(closed.length);
  for (let at = 0; at < data.length; at++) {
    const darker = (closed[at] as number) - (image.data[at] as number);
    data[at] = darker > 0 ? darker : 0;
  }
  return { width: image.width, height: image.height, data };
}
