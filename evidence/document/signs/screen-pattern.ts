import type { GreyImage } from '../../image/image.js';
import { powerSpectrum } from './fft.js';

const { floor, hypot, log2, max, min } = Math;

const TILE = 128;
/** Tiles across and down. */
const GRID = 5;
/** Frequencies (cycles per tile) that are looked at: below are print and shapes, at the end is noise. */
const LOWEST = 14;
/** Around a peak so many frequencies either way are its own. */
const OWN = 2;

/** Hann's window: without it the tile's edges would be in the spectrum. */
const windowed = Float64Array.from(
  { length: TILE },
  (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / TILE),
);

function spectrumOf({ width, data }: GreyImage, left: number, top: number): Float64Array {
  const values = new Float64Array(TILE * TILE);
  let mean = 0;
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) mean += data[(top + y) * width + left + x] as number;
  }
  mean /= TILE * TILE;
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      const value = (data[(top + y) * width + left + x] as number) - mean;
      values[y * TILE + x] = value * (windowed[x] as number) * (windowed[y] as number);
    }
  }
  return powerSpectrum(values, TILE);
}

/** JPEG's own grid: multiples of an eighth in either direction. */
function isOfJpeg(u: number, v: number): boolean {
  const onGrid = (value: number) => (value + TILE) % (TILE / 8) === 0;
  return (onGrid(u) && v === 0) || (onGrid(v) && u === 0);
}

/**
 * How clearly one fine regular pattern lies over a whole picture, as pixels of a screen do: the median over its tiles of how far the
 * strongest single frequency stands above others of its kind in the mean spectrum, in doublings of power. Print has lines too, but others
 * in every part. Undefined where the picture is too small to say.
 */
export function screenPattern(image: GreyImage): number | undefined {
  const { width, height } = image;
  if (width < 2 * TILE || height < 2 * TILE) return undefined;
  const spectra: Float64Array[] = [];
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const left = floor(((width - TILE) * column) / (GRID - 1));
      const top = floor(((height - TILE) * row) / (GRID - 1));
      spectra.push(spectrumOf(image, left, top));
    }
  }
  // The geometric mean over tiles: a frequency must be strong in most of them.
  const mean = new Float64Array(TILE * TILE);
  for (const spectrum of spectra) {
    for (let at = 0; at < mean.length; at++)
      mean[at] = (mean[at] as number) + log2((spectrum[at] as number) + 1) / spectra.length;
  }
  return strongestPeak(mean);
}

function strongestPeak(mean: Float64Array): number {
  let best = 0;
  for (let v = -TILE / 2 + 4; v < TILE / 2 - 4; v++) {
    for (let u = 0; u < TILE / 2 - 4; u++) {
      if (hypot(u, v) < LOWEST || isOfJpeg(u, v)) continue;
      const at = (du: number, dv: number) => mean[((v + dv + TILE) % TILE) * TILE + ((u + du + TILE) % TILE)] as number;
      const here = at(0, 0);
      if (here < at(1, 0) || here < at(-1, 0) || here < at(0, 1) || here < at(0, -1)) continue;
      const around: number[] = [];
      for (let dv = -6; dv <= 6; dv++) {
        for (let du = -6; du <= 6; du++) {
          if (max(du, -du) > OWN || max(dv, -dv) > OWN) around.push(at(du, dv));
        }
      }
      around.sort((a, b) => a - b);
      best = max(best, here - (around[floor(around.length * 0.9)] as number));
    }
  }
  return min(best, 99);
}
