import type { GreyImage } from '../../image/image.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
const { sqrt } = Math;

/** A long thin blob: perhaps a line of text. Lengths in px, angle in radians within ±π/2, measured from the x axis down. */
export interface Strip {
  x: number;
  y: number;
  angle: number;
  length: number;
  thickness: number;
}

/** A strip from the pixels of one blob: main axis by PCA, extents by projection; undefined where it is no line of text. */
function stripOf(pixels: Int32Array, count: number, width: number): Strip | undefined {
  let sumX = 0;
  let sumY = 0;
  for (let at = 0; at < count; at++) {
    const pixel = pixels[at] as number;
    sumX += pixel % width;
    sumY += (pixel / width) | 0;
  }
  const meanX = sumX / count;
  const meanY = sumY / count;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let at = 0; at < count; at++) {
    const pixel = pixels[at] as number;
    const dx = (pixel % width) - meanX;
    const dy = ((pixel / width) | 0) - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let low = 0;
  let high = 0;
  for (let at = 0; at < count; at++) {
    const pixel = pixels[at] as number;
    const along = ((pixel % width) - meanX) * cos + (((pixel / width) | 0) - meanY) * sin;
    if (along < low) low = along;
    if (along > high) high = along;
  }
  const length = high - low + 1;
  const middle = (low + high) / 2;
  const thickness = count / length;
  const spread = sqrt((12 * (yy * cos * cos + xx * sin * sin - 2 * xy * sin * cos)) / count);
  if (length < 4 * thickness || spread > 2 * thickness + 2) return undefined;
  return { x: meanX + middle * cos, y: meanY + middle * sin, angle, length, thickness };
}

/** The strips among the 8-connected blobs of pixels above `threshold`, at least `least` px long. */
export function findStrips({ width, height, data }: GreyImage, threshold: number, least: number): Strip[] {
  const waiting = Uint8Array.from(data, (value) => (value > threshold ? 1 : 0));
  const pixels = new Int32Array(width * height);
  const strips: Strip[] = [];
  for (let seed = 0; seed < waiting.length; seed++) {
    if (waiting[seed] === 0) continue;
    let count = 1;
    pixels[0] = seed;
    waiting[seed] = 0;
    for (let at = 0; at < count; at++) {
      const pixel = pixels[at] as number;
      const x = pixel % width;
      const left = x > 0 ? -1 : 0;
      const right = x < width - 1 ? 1 : 0;
      for (let row = pixel - width; row <= pixel + width; row += width) {
        if (row < 0 || row >= waiting.length) continue;
        for (let near = row + left; near <= row + right; near++) {
          if (waiting[near] === 0) continue;
          waiting[near] = 0;
          pixels[count++] = near;
        }
      }
    }
    if (count < least * 2) continue;
    const strip = stripOf(pixels, count, width);
    if (strip && strip.length >= least) strips.push(strip);
  }
  return strips;
}
