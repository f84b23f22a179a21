import type { GreyImage } from '../../image/image.js';
import { boxBlur } from './box-blur.js';
import { close, open } from './morphology.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
const { max, min } = Math;

const RADIUS = 15;

/** The brightness below which `share` of the pixels lie. */
function percentile(data: Uint8Array, share: number): number {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  let left = data.length * share;
  for (let value = 0; value < 256; value++) {
    left -= counts[value] ?? 0;
    if (left <= 0) return value;
  }
  return 255;
}

function stretch({ width, height, data }: GreyImage): GreyImage {
  const low = percentile(data, 0.01);
  const range = max(8, percentile(data, 0.92) - low);
  return { width, height, data: data.map((value) => max(0, min(255, ((value - low) * 255) / range))) };
}

/** Print on white paper: divides by the ground (the closing, smoothed) and stretches the contrast. For bands about 1,000 px wide. */
export function flatten(band: GreyImage): GreyImage {
  const ground = boxBlur(close(band, RADIUS), RADIUS).data;
  const data = band.data.map((value, at) => min(255, (value * 255) / max(1, ground[at] ?? 1)));
  return stretch({ ...band, data });
}

/** As `flatten`, but the darkest print of each neighbourhood becomes black too: for glare and worn print. */
export function flattenLocally(band: GreyImage): GreyImage {
  const ground = boxBlur(close(band, RADIUS), RADIUS).data;
  const print = boxBlur(open(band, RADIUS), RADIUS).data;
  const data = band.data.map((value, at) => {
    const dark = print[at] ?? 0;
    return max(0, min(255, ((value - dark) * 255) / max(24, (ground[at] ?? 255) - dark)));
  });
  return stretch({ ...band, data });
}
