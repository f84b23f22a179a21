import type { RgbImage } from './image.js';

const LOBES = 3;

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}

interface Taps {
  first: number;
  weights: Float32Array;
}

/** For each output position, which input positions it is made of; wider than three lobes when making smaller. */
function tapsFor(from: number, to: number): Taps[] {
  const step = from / to;
  const stretch = Math.max(1, step);
  return Array.from({ length: to }, (_, position) => {
    const centre = (position + 0.5) * step - 0.5;
    const first = Math.max(0, Math.ceil(centre - LOBES * stretch));
    const last = Math.min(from - 1, Math.floor(centre + LOBES * stretch));
    const weights = Float32Array.from({ length: last - first + 1 }, (_, tap) =>
      lanczos((first + tap - centre) / stretch),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/** The picture at another size in pixels, by Lanczos with three lobes (sharp when enlarging, no moiré when reducing). */
export function resize(image: RgbImage, width: number, height: number): RgbImage {
  if (width === image.width && height === image.height) return image;
  const across = new Float32Array(width * image.height * 3);
  const columns = tapsFor(image.width, width);
  for (let y = 0, to = 0; y < image.height; y++) {
    for (const { first, weights } of columns) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = 0, at = (y * image.width + first) * 3; tap < weights.length; tap++, at += 3) {
        const weight = weights[tap] ?? 0;
        red += weight * (image.data[at] ?? 0);
        green += weight * (image.data[at + 1] ?? 0);
        blue += weight * (image.data[at + 2] ?? 0);
      }
      across[to++] = red;
      across[to++] = green;
      across[to++] = blue;
    }
  }
  const data = new Uint8ClampedArray(width * height * 3);
  const row = width * 3;
  tapsFor(image.height, height).forEach(({ first, weights }, y) => {
    for (let x = 0; x < row; x++) {
      let sum = 0;
      for (let tap = 0, at = first * row + x; tap < weights.length; tap++, at += row) {
        sum += (weights[tap] ?? 0) * (across[at] ?? 0);
      }
      data[y * row + x] = sum;
    }
  });
  return { width, height, data: new Uint8Array(data.buffer) };
}

/** The picture reduced so that its longer side has at most `longSide` pixels; never enlarged. */
export function fitWithin(image: RgbImage, longSide: number): RgbImage {
  const scale = longSide / Math.max(image.width, image.height);
  if (scale >= 1) return image;
  return resize(image, Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
}
