import type { GreyImage } from '../../image/image.js';
import { turned } from './turned.js';

type Pick = (a: number, b: number) => number;

/**
 * Running extreme of `count` values that lie `step` apart, each over 2 × radius + 1 neighbours, in three comparisons a
 * value whatever the radius (van Herk 1992, Gil and Werman 1993).
 */
function alongLine(
  from: Uint8Array,
  to: Uint8Array,
  start: number,
  count: number,
  radius: number,
  pick: Pick,
  outside: number,
  forward: Uint8Array,
  backward: Uint8Array,
): void {
  const size = 2 * radius + 1;
  const padded = count + 2 * radius;
  const valueAt = (at: number): number =>
    at < radius || at >= count + radius ? outside : (from[start + at - radius] ?? outside);
  for (let at = 0; at < padded; at++) {
    const value = valueAt(at);
    forward[at] = at % size === 0 ? value : pick(forward[at - 1] ?? outside, value);
  }
  for (let at = padded - 1; at >= 0; at--) {
    const value = valueAt(at);
    backward[at] = at % size === size - 1 || at === padded - 1 ? value : pick(backward[at + 1] ?? outside, value);
  }
  for (let at = 0; at < count; at++) {
    to[start + at] = pick(backward[at] ?? outside, forward[at + size - 1] ?? outside);
  }
}

function alongRows(image: GreyImage, radius: number, pick: Pick, outside: number): GreyImage {
  if (radius < 1) return image;
  const { width, height, data } = image;
  const out = new Uint8Array(data.length);
  const forward = new Uint8Array(width + 2 * radius);
  const backward = new Uint8Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    alongLine(data, out, y * width, width, radius, pick, outside, forward, backward);
  }
  return { width, height, data: out };
}

function extreme(image: GreyImage, radius: number, pick: Pick, outside: number): GreyImage {
  return turned(alongRows(turned(alongRows(image, radius, pick, outside)), radius, pick, outside));
}

/** Dilation by a square of 2 × radius + 1 px: bright things grow. */
function dilate(image: GreyImage, radius: number): GreyImage {
  return extreme(image, radius, Math.max, 0);
}

/** Closing by a square of 2 × radius + 1 px: dark things smaller than that vanish. */
export function close(image: GreyImage, radius: number): GreyImage {
  return extreme(dilate(image, radius), radius, Math.min, 255);
}

/** Opening by a square of 2 × radius + 1 px: bright things smaller than that vanish. */
export function open(image: GreyImage, radius: number): GreyImage {
  return dilate(extreme(image, radius, Math.min, 255), radius);
}

/** How much darker each pixel is than the closing: dark print on a lighter ground, whatever the light. */
export function blackHat(image: GreyImage, radius: number): GreyImage {
  const closed = close(image, radius);
  const data = closed.data.map((value, at) => value - (image.data[at] ?? 0));
  return { width: image.width, height: image.height, data };
}
