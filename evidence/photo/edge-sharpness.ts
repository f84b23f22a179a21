import type { GreyImage } from '../image/image.js';

const { floor, max, min, sqrt } = Math;

/** The pixels of the steepest edges, as a share of the picture: print and lines, not the table beneath. */
const STEEPEST = 0.05;
/** Flatter than this (brightness per pixel, squared) is no edge. */
const MIN_SLOPE = 1;
/** Slopes are counted in steps of 1/16 of a unit of brightness, so that nothing need be sorted. */
const STEPS = 16;
const MOST = 192 * STEPS;

/** Weights 1, 2, 1 in both directions: what remains of sensor noise would look like sharpness. */
function smooth({ width, height, data }: GreyImage): Float32Array {
  const across = new Float32Array(data.length);
  for (let at = 1; at < data.length - 1; at++) {
    across[at] = ((data[at - 1] as number) + 2 * (data[at] as number) + (data[at + 1] as number)) / 4;
  }
  const both = new Float32Array(data.length);
  for (let at = width; at < width * (height - 1); at++) {
    both[at] = ((across[at - width] as number) + 2 * (across[at] as number) + (across[at + width] as number)) / 4;
  }
  return both;
}

/** The curvature relative to the slope, squared, over the steepest pixels of one kind; undefined without any. */
function relativeCurvature(slopes: Float32Array, curvatures: Float32Array, wanted: number): number | undefined {
  const counts = new Uint32Array(MOST + 1);
  for (const slope of slopes) {
    if (slope <= MIN_SLOPE) continue;
    const at = min(MOST, floor(sqrt(slope) * STEPS));
    counts[at] = (counts[at] as number) + 1;
  }
  let step = MOST;
  for (let seen = counts[step] as number; seen < wanted && step > 0; ) seen += counts[--step] as number;
  const steep = max(MIN_SLOPE, (step / STEPS) ** 2);
  let slope = 0;
  let curvature = 0;
  for (let at = 0; at < slopes.length; at++) {
    if ((slopes[at] as number) < steep) continue;
    slope += slopes[at] as number;
    curvature += curvatures[at] as number;
  }
  return slope > 0 ? curvature / slope : undefined;
}

/** Of all edges, and of the direction in which they are less sharp. */
export interface EdgeSharpness {
  overall: number;
  weaker: number;
}

/**
 * How quickly brightness changes across the steepest edges: the curvature there relative to the slope, squared, averaged.
 * Independent of contrast and exposure; for a step blurred by σ pixels it falls as 1/σ². About 0.5–0.9 for sharp print
 * at 640 pixels width, 0 for a picture without edges. `weaker` is that of the upright or of the level edges alone: a camera
 * that moved blurs only those across its way.
 */
export function edgeSharpnesses(image: GreyImage): EdgeSharpness {
  const { width, height } = image;
  const values = smooth(image);
  const size = max(0, (width - 6) * (height - 6));
  const slopes = new Float32Array(size);
  const upright = new Float32Array(size);
  const level = new Float32Array(size);
  const curvatures = new Float32Array(size);
  let count = 0;
  for (let y = 3; y < height - 3; y++) {
    for (let at = y * width + 3, end = (y + 1) * width - 3; at < end; at++, count++) {
      const left = values[at - 1] as number;
      const right = values[at + 1] as number;
      const above = values[at - width] as number;
      const below = values[at + width] as number;
      const across = (right - left) ** 2 / 4;
      const down = (below - above) ** 2 / 4;
      slopes[count] = across + down;
      if (across > 3 * down) upright[count] = across;
      else if (down > 3 * across) level[count] = down;
      curvatures[count] = (left + right + above + below - 4 * (values[at] as number)) ** 2;
    }
  }
  const wanted = size * STEEPEST;
  const overall = relativeCurvature(slopes, curvatures, wanted) ?? 0;
  const directions = [upright, level].map((kind) => relativeCurvature(kind, curvatures, wanted / 4) ?? overall);
  return { overall, weaker: min(overall, ...directions) };
}

/** The sharpness of all edges alone; see `edgeSharpnesses`. */
export function edgeSharpness(image: GreyImage): number {
  return edgeSharpnesses(image).overall;
}
