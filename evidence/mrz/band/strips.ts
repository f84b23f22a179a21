import type { GreyImage } from '../../image/image.js';
import { type Blob, findBlobs } from './blobs.js';

const { sqrt } = Math;

/** A long thin blob: perhaps a line of text. Lengths in px, angle in radians within ±π/2, measured from the x axis down. */
export interface Strip {
  x: number;
  y: number;
  angle: number;
  length: number;
  thickness: number;
}

/** How far the blob reaches along an axis through its middle. */
function extents({ runs }: Blob, x: number, y: number, cos: number, sin: number): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (let at = 0; at < runs.length; at += 3) {
    const across = ((runs[at] as number) - y) * sin;
    const first = ((runs[at + 1] as number) - x) * cos + across;
    const last = ((runs[at + 2] as number) - x) * cos + across;
    if (first < low) low = first;
    if (first > high) high = first;
    if (last < low) low = last;
    if (last > high) high = last;
  }
  return { low, high };
}

/** A strip from a blob: main axis by PCA, extents by projection; undefined where it is no line of text. */
function stripOf(blob: Blob): Strip | undefined {
  const { count } = blob;
  const meanX = blob.x / count;
  const meanY = blob.y / count;
  const xx = blob.xx - blob.x * meanX;
  const xy = blob.xy - blob.x * meanY;
  const yy = blob.yy - blob.y * meanY;
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const { low, high } = extents(blob, meanX, meanY, cos, sin);
  const length = high - low + 1;
  const middle = (low + high) / 2;
  const thickness = count / length;
  const spread = sqrt(Math.max(0, (12 * (yy * cos * cos + xx * sin * sin - 2 * xy * sin * cos)) / count));
  if (length < 4 * thickness || spread > 2 * thickness + 2) return undefined;
  return { x: meanX + middle * cos, y: meanY + middle * sin, angle, length, thickness };
}

/** The strips among the 8-connected blobs of pixels above `threshold`, at least `least` px long. */
export function findStrips(print: GreyImage, threshold: number, least: number): Strip[] {
  return findBlobs(print, threshold, 2 * least)
    .map(stripOf)
    .filter((strip) => strip !== undefined)
    .filter(({ length }) => length >= least);
}
