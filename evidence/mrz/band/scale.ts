import type { GreyImage } from '../../image/image.js';

const { abs, floor, max, min } = Math;

/** For each output position the three input positions at most that it covers, and by how much: three in a row for each. */
interface Taps {
  places: Int32Array;
  weights: Float32Array;
}

/** Area average where it becomes smaller, though no less than half; two neighbours where it becomes larger. */
function tapsFor(from: number, to: number): Taps {
  const step = from / to;
  const places = new Int32Array(3 * to);
  const weights = new Float32Array(3 * to);
  for (let position = 0; position < to; position++) {
    const centre = min(from - 1, max(0, (position + 0.5) * step - 0.5));
    const start = position * step;
    const first = step <= 1 ? floor(centre) : floor(start);
    for (let tap = 0; tap < 3; tap++) {
      const at = first + tap;
      places[3 * position + tap] = min(from - 1, at);
      const weight =
        step <= 1
          ? 1 - abs(centre - at)
          : (min(from, start + step, at + 1) - max(start, at)) / (min(from, start + step) - start);
      weights[3 * position + tap] = max(0, weight);
    }
  }
  return { places, weights };
}

/** Half as wide and high, each pixel the mean of four. */
function halved({ width, height, data }: GreyImage): GreyImage {
  const [newWidth, newHeight] = [width >> 1, height >> 1];
  const out = new Uint8Array(newWidth * newHeight);
  for (let y = 0; y < newHeight; y++) {
    for (let x = 0, at = 2 * y * width; x < newWidth; x++, at += 2) {
      const above = (data[at] as number) + (data[at + 1] as number);
      out[y * newWidth + x] = (above + (data[at + width] as number) + (data[at + width + 1] as number) + 2) >> 2;
    }
  }
  return { width: newWidth, height: newHeight, data: out };
}

/** The picture at another size in px: area average when making smaller, bilinear when making larger. */
export function scaleTo(picture: GreyImage, width: number, height: number): GreyImage {
  let image = picture;
  while (image.width >= 2 * width && image.height >= 2 * height && width > 0 && height > 0) image = halved(image);
  if (width === image.width && height === image.height) return image;
  return heightChanged(widthChanged(image, width), height);
}

function widthChanged({ width: from, height, data }: GreyImage, width: number): GreyImage {
  const { places, weights } = tapsFor(from, width);
  const out = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    const row = y * from;
    for (let tap = 0; tap < 3 * width; tap += 3, to++) {
      out[to] =
        (data[row + (places[tap] as number)] as number) * (weights[tap] as number) +
        (data[row + (places[tap + 1] as number)] as number) * (weights[tap + 1] as number) +
        (data[row + (places[tap + 2] as number)] as number) * (weights[tap + 2] as number) +
        0.5;
    }
  }
  return { width, height, data: out };
}

function heightChanged({ width, height: from, data }: GreyImage, height: number): GreyImage {
  const { places, weights } = tapsFor(from, height);
  const out = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    const one = (places[3 * y] as number) * width;
    const two = (places[3 * y + 1] as number) * width;
    const three = (places[3 * y + 2] as number) * width;
    const first = weights[3 * y] as number;
    const second = weights[3 * y + 1] as number;
    const third = weights[3 * y + 2] as number;
    for (let x = 0; x < width; x++, to++) {
      out[to] =
        (data[one + x] as number) * first +
        (data[two + x] as number) * second +
        (data[three + x] as number) * third +
        0.5;
    }
  }
  return { width, height, data: out };
}
