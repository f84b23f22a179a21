import type { GreyImage } from '../../image/image.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
const { ceil } = Math;

/**
 * The greatest of 2 × radius + 1 neighbours along each row, in three comparisons a pixel whatever the radius
 * (van Herk 1992, Gil and Werman 1993). Outside the picture is black.
 */
function widenRows({ width, height, data }: GreyImage, radius: number): GreyImage {
  const size = 2 * radius + 1;
  const padded = ceil((width + 2 * radius) / size) * size;
  const row = new Uint8Array(padded);
  const forward = new Uint8Array(padded);
  const backward = new Uint8Array(padded);
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    row.set(data.subarray(start, start + width), radius);
    for (let block = 0; block < padded; block += size) {
      let most = 0;
      for (let at = block; at < block + size; at++) {
        const value = row[at] as number;
        if (value > most) most = value;
        forward[at] = most;
      }
      most = 0;
      for (let at = block + size - 1; at >= block; at--) {
        const value = row[at] as number;
        if (value > most) most = value;
        backward[at] = most;
      }
    }
    for (let x = 0; x < width; x++) {
      const before = backward[x] as number;
      const after = forward[x + size - 1] as number;
      out[start + x] = before > after ? before : after;
    }
  }
  return { width, height, data: out };
}

/** The same along columns: whole rows at a time, as they lie in memory. */
function widenColumns({ width, height, data }: GreyImage, radius: number): GreyImage {
  const size = 2 * radius + 1;
  const padded = ceil((height + 2 * radius) / size) * size;
  const forward = new Uint8Array(padded * width);
  const backward = new Uint8Array(padded * width);
  // Row y of the picture stands in row y + radius here.
  forward.set(data, radius * width);
  backward.set(data, radius * width);
  for (let y = 1; y < padded; y++) {
    if (y % size === 0) continue;
    const start = y * width;
    for (let at = start; at < start + width; at++) {
      const before = forward[at - width] as number;
      if (before > (forward[at] as number)) forward[at] = before;
    }
  }
  for (let y = padded - 2; y >= 0; y--) {
    if (y % size === size - 1) continue;
    const start = y * width;
    for (let at = start; at < start + width; at++) {
      const after = backward[at + width] as number;
      if (after > (backward[at] as number)) backward[at] = after;
    }
  }
  const out = new Uint8Array(data.length);
  const ahead = (size - 1) * width;
  for (let at = 0; at < out.length; at++) {
    const before = backward[at] as number;
    const after = forward[at + ahead] as number;
    out[at] = before > after ? before : after;
  }
  return { width, height, data: out };
}

/** Dilation by a square of 2 × radius + 1 px: bright things grow. */
function dilate(image: GreyImage, radius: number): GreyImage {
  return widenColumns(widenRows(image, radius), radius);
}

function negative({ width, height, data }: GreyImage): GreyImage {
  const out = new Uint8Array(data.length);
  for (let at = 0; at < out.length; at++) out[at] = 255 - (data[at] as number);
  return { width, height, data: out };
}

/** Closing by a square of 2 × radius + 1 px: dark things smaller than that vanish. */
export function close(image: GreyImage, radius: number): GreyImage {
  return negative(dilate(negative(dilate(image, radius)), radius));
}

/** Opening by a square of 2 × radius + 1 px: bright things smaller than that vanish. */
export function open(image: GreyImage, radius: number): GreyImage {
  return negative(close(negative(image), radius));
}

/** How much darker each pixel is than the closing: dark print on a lighter ground, whatever the light. */
export function blackHat(image: GreyImage, radius: number): GreyImage {
  const closed = close(image, radius).data;
  const data = new Uint8Array(closed.length);
  for (let at = 0; at < data.length; at++) data[at] = (closed[at] as number) - (image.data[at] as number);
  return { width: image.width, height: image.height, data };
}
