import type { GreyImage } from '../../image/image.js';
import type { Strip } from './strips.js';

const { round } = Math;

/** In thicknesses: how far a line may go on beyond what was found of it, and how wide a gap may be there. */
const MOST = 14;
const GAP = 2.2;

/** How far beyond one end of a strip there is print, px; `way` is 1 for its right end, -1 for its left. */
function printBeyond(
  { x, y, angle, length, thickness }: Strip,
  print: GreyImage,
  threshold: number,
  way: 1 | -1,
): number {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const step = thickness / 4;
  let reached = 0;
  for (let beyond = step; beyond < MOST * thickness && beyond - reached < GAP * thickness; beyond += step) {
    const along = way * (length / 2 + beyond);
    let inked = 0;
    for (let row = -2; row <= 2; row++) {
      const across = row * 0.2 * thickness;
      const px = round(x + along * cos - across * sin);
      const py = round(y + along * sin + across * cos);
      if (px < 0 || py < 0 || px >= print.width || py >= print.height) continue;
      if ((print.data[py * print.width + px] as number) > threshold) inked++;
    }
    if (inked >= 3) reached = beyond;
  }
  return reached;
}

/** The strip with the pieces of its line at both ends that are too short to be strips themselves. */
export function extendStrip(strip: Strip, print: GreyImage, threshold: number): Strip {
  const right = printBeyond(strip, print, threshold, 1);
  const left = printBeyond(strip, print, threshold, -1);
  const shift = (right - left) / 2;
  return {
    ...strip,
    x: strip.x + shift * Math.cos(strip.angle),
    y: strip.y + shift * Math.sin(strip.angle),
    length: strip.length + right + left,
  };
}
