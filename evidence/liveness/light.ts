import type { Face } from '../face/face.js';
import type { RgbImage } from '../image/image.js';
import { type Colour, hueOf, linear } from './colours.js';

/** The hue of the face against the hue of what is behind it: logarithms of red to green and of blue to green. */
export type LightSample = readonly [red: number, blue: number];

/** How the light on the face went along with the colours that were shown. */
export interface LightMeasures {
  /** `follows` the colours; `absent`: too little light came back to tell, as in daylight; `differs`: it followed something else. */
  verdict: 'follows' | 'absent' | 'differs';
  /** Cosine between how the hue changed and how it was to change: 1 as asked, 0 unrelated, −1 the opposite. */
  correlation: number;
  /** How much the hue of the face changed at all (root mean square of the logarithms). */
  change: number;
}

/** Bytes of linear light, once. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => linear(byte));
/** A face that nothing lights changes its hue by up to 0.014 between frames; a screen at arm's length changes it by 0.03 and more. */
const MIN_CHANGE = 0.015;
const MIN_CORRELATION = 0.85;
/** Only a change that no lamp or cloud makes by chance speaks against the scan. */
const CLEAR_CHANGE = 0.03;
const CLEAR_DIFFERENCE = 0.65;
/** Pictures in so many of the colours are needed to say anything. */
const MIN_SAMPLES = 4;
/** Brighter or darker bytes are no measure of hue. */
const BRIGHTEST = 250;
const DARKEST = 10;
const MIN_PIXELS = 200;
/** Every so many pixels are looked at, in both directions. */
const STRIDE = 3;

/** The hue of the light on a face, freed of what lights the whole picture and of the camera's white balance. */
export function lightOf(image: RgbImage, face: Face): LightSample | undefined {
  const xs = face.mesh.map(([x]) => x);
  const ys = face.mesh.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const skin = hueWhere(image, (x, y) => {
    const across = (x - middleX) / (0.4 * (right - left));
    const down = (y - middleY) / (0.42 * (bottom - top));
    return across * across + down * down < 1;
  });
  if (!skin) return undefined;
  // Beside the head and above the shoulders: further from the screen, so hardly lit by it.
  const aside = 0.45 * (right - left);
  const behind = hueWhere(image, (x, y) => y < bottom && (x < left - aside || x > right + aside));
  return behind ? [skin[0] - behind[0], skin[1] - behind[1]] : skin;
}

function hueWhere(
  { width, height, data }: RgbImage,
  inside: (x: number, y: number) => boolean,
): LightSample | undefined {
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let y = 0; y < height; y += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      if (!inside(x, y)) continue;
      const at = (y * width + x) * 3;
      const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      if (r > BRIGHTEST || g > BRIGHTEST || b > BRIGHTEST || g < DARKEST) continue;
      red += LINEAR[r] ?? 0;
      green += LINEAR[g] ?? 0;
      blue += LINEAR[b] ?? 0;
      count++;
    }
  }
  if (count < MIN_PIXELS || red === 0 || blue === 0) return undefined;
  return [Math.log(red / green), Math.log(blue / green)];
}

/**
 * Whether the hue of the face followed the screen's colours. Says nothing against a person whom daylight lights more than the
 * screen does: that is `absent`.
 *
 * @param samples of the frames taken in the colours, with each colour's place in the sequence
 */
export function judgeLight(
  samples: readonly { colour: number; light: LightSample | undefined }[],
  colours: readonly Colour[],
): LightMeasures {
  const seen = samples.flatMap(({ colour, light }) => {
    const shown = colours[colour];
    return shown && light ? [{ light, hue: hueOf(shown) }] : [];
  });
  if (seen.length < MIN_SAMPLES) return { verdict: 'absent', correlation: 0, change: 0 };
  const observed = centred(seen.map(({ light }) => light));
  const expected = centred(seen.map(({ hue }) => hue));
  const change = Math.sqrt(dot(observed, observed) / seen.length);
  const size = Math.sqrt(dot(observed, observed) * dot(expected, expected));
  const correlation = size > 0 ? dot(observed, expected) / size : 0;
  return { verdict: verdictOf(change, correlation), correlation, change };
}

function verdictOf(change: number, correlation: number): LightMeasures['verdict'] {
  if (change >= MIN_CHANGE && correlation >= MIN_CORRELATION) return 'follows';
  return change >= CLEAR_CHANGE && correlation < CLEAR_DIFFERENCE ? 'differs' : 'absent';
}

function centred(points: readonly LightSample[]): LightSample[] {
  const mean = (axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [red, blue] = [mean(0), mean(1)];
  return points.map((point) => [point[0] - red, point[1] - blue]);
}

function dot(a: readonly LightSample[], b: readonly LightSample[]): number {
  return a.reduce((sum, [red, blue], index) => sum + red * (b[index]?.[0] ?? 0) + blue * (b[index]?.[1] ?? 0), 0);
}
