import type { GreyImage } from '../image/image.js';
import { cutBand } from './band/cut-band.js';
import type { Band } from './band/find-bands.js';
import { findLines } from './band/find-lines.js';
import { flatten, flattenLocally } from './band/flatten.js';
import type { LineNetwork } from './network/network.js';
import { readLines, type TextReading } from './read-lines.js';

/** A reading this good needs no other attempt. */
export function isGood(reading: TextReading | undefined): boolean {
  return Boolean(reading?.checkDigitsValid && reading.statesKnown && reading.mean > 0.9);
}

/** Whether `a` is the better reading: right check digits first, then how sure the network is. */
export function isBetter(a: TextReading | undefined, b: TextReading | undefined): boolean {
  if (!a || !b) return Boolean(a);
  if (a.checkDigitsValid !== b.checkDigitsValid) return a.checkDigitsValid;
  return a.mean > b.mean;
}

function upsideDown({ width, height, data }: GreyImage): GreyImage {
  return { width, height, data: data.slice().reverse() };
}

/**
 * Reads one band at `width` px: as it lies and upside down, flattened, and if that is not good with local contrast.
 * The best attempt, or undefined where the band holds no lines of a known shape.
 */
export async function readBand(
  image: GreyImage,
  band: Band,
  width: number,
  network: LineNetwork,
  today: string,
): Promise<TextReading | undefined> {
  const cut = cutBand(image, band, width);
  let best: TextReading | undefined;
  for (const flattened of [flatten, flattenLocally]) {
    const flat = flattened(cut);
    for (const turned of [flat, upsideDown(flat)]) {
      const lines = findLines(turned);
      if (lines.length < 2) continue;
      const reading = await readLines(turned, lines, network, today);
      if (isGood(reading)) return reading;
      if (isBetter(reading, best)) best = reading;
    }
  }
  return best;
}
