import type { Face } from '../face/face.js';
import type { RgbImage } from '../image/image.js';
import { linear } from './colours.js';

/** Forehead, cheeks and nose in the mesh: skin that no smile and no blink moves far. */
const SKIN: readonly number[] = [
  10, 151, 9, 8, 108, 69, 67, 109, 104, 337, 299, 297, 338, 333, 50, 101, 118, 117, 205, 36, 100, 119, 120, 187, 207,
  206, 203, 142, 126, 280, 330, 347, 346, 425, 266, 329, 348, 349, 411, 427, 426, 423, 371, 355, 6, 197, 195, 5, 168,
  193, 417, 122, 351, 196, 419, 3, 248, 51, 281,
];
const EYES = [33, 263] as const;
/** What is looked at around each point, in eye distances. */
const RADIUS = 0.16;
/** Nearer than this to the face's outline, as a share of its width, there may be hair or wall. */
const OUTLINE = 0.15;
/** Fewer points say nothing. */
const FEWEST = 16;
/** Two points nearer to each other than this, in eye distances, give no slope. */
const APART = 0.3;
/** Beyond these, in linear light, a camera tells no difference any more. */
const BLACK = 0.002;
const WHITE = 0.93;

const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => linear(byte));

/** How bright the skin is at each point of `SKIN`: the logarithm of linear light; NaN where it is black, burnt out or at the outline. */
export function skinLight({ width, height, data }: RgbImage, face: Face): number[] {
  const xs = face.mesh.map(([x]) => x);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const narrow = Math.max(0.75, Math.cos((face.yaw * Math.PI) / 180));
  const radius = (RADIUS * face.eyeDistance) / narrow;
  return SKIN.map((index) => {
    const [x, y] = face.mesh[index] ?? [0, 0];
    if (Math.min(x - left, right - x) <= OUTLINE * (right - left)) return Number.NaN;
    const values: number[] = [];
    for (let v = Math.max(0, Math.round(y - radius)); v <= Math.min(height - 1, y + radius); v++) {
      for (let u = Math.max(0, Math.round(x - radius * narrow)); u <= Math.min(width - 1, x + radius * narrow); u++) {
        if (((u - x) / narrow) ** 2 + (v - y) ** 2 > radius * radius) continue;
        const at = (v * width + u) * 3;
        const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
        values.push((LINEAR[red] ?? 0) * 0.3 + (LINEAR[green] ?? 0) * 0.6 + (LINEAR[blue] ?? 0) * 0.1);
      }
    }
    // The middle one: single hairs and spots do not count.
    const light = median(values);
    return light > BLACK && light < WHITE ? Math.log(light) : Number.NaN;
  });
}

/** A face and its `skinLight`. */
interface LitFace {
  face: Face;
  skin: readonly number[];
}

/**
 * How much the light on a face changed from place to place when the head turned: in logarithms of light, freed of what became
 * brighter or darker as a whole. Light stays where it is, so a head that turns in it changes; a photo brings its light along.
 * @returns undefined where too little skin is seen in both
 */
export function shadingChange(ahead: LitFace, turned: LitFace): number | undefined {
  const middle = EYES.reduce((sum, index) => sum + (ahead.face.mesh[index]?.[0] ?? 0) / 2, 0);
  const points = SKIN.flatMap((index, at) => {
    const change = (turned.skin[at] ?? Number.NaN) - (ahead.skin[at] ?? Number.NaN);
    const across = ((ahead.face.mesh[index]?.[0] ?? 0) - middle) / ahead.face.eyeDistance;
    return Number.isNaN(change) ? [] : [{ across, change }];
  });
  if (points.length < FEWEST) return undefined;
  // A line through the points that outliers do not move (Theil and Sen), and what it leaves over.
  const slopes = points.flatMap((a, index) =>
    points
      .slice(0, index)
      .flatMap((b) => (Math.abs(a.across - b.across) > APART ? [(a.change - b.change) / (a.across - b.across)] : [])),
  );
  const slope = slopes.length > 0 ? median(slopes) : 0;
  const level = median(points.map(({ across, change }) => change - slope * across));
  const rest = median(points.map(({ across, change }) => Math.abs(change - slope * across - level)));
  // Half the slope is what it makes of the cheeks; 1.5 times the median is about a standard deviation.
  return Math.hypot(slope / 2, rest * 1.5);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
