import type { GreyImage } from '../image/image.js';
import { cutBand } from './band/cut-band.js';
import { cutLine } from './band/cut-line.js';
import type { Band } from './band/find-bands.js';
import { findLines } from './band/find-lines.js';
import { flatten, flattenLocally } from './band/flatten.js';
import { countCharacters } from './network/count-characters.js';
import type { LineNetwork, LineScores } from './network/network.js';
import { readLines, type TextReading } from './read-lines.js';

/** Fewer sure characters than this in its best line, and a band is of something else. */
const LEAST_SURE = 12;

/** A reading this good needs no other attempt. */
export function isGood(reading: TextReading | undefined): boolean {
  return Boolean(reading?.checkDigitsValid && reading.mean > 0.9 && (reading.statesKnown || reading.least > 0.9));
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

/** The scores of a band's lines; none where it holds fewer than two lines, or none of them is an MRZ's. */
async function scoreLines(band: GreyImage, network: LineNetwork): Promise<LineScores[]> {
  const scores: LineScores[] = [];
  for (const line of findLines(band)) scores.push(await network.score(cutLine(band, line)));
  const surest = Math.max(0, ...scores.map((line) => countCharacters(line).sure));
  return surest < LEAST_SURE ? [] : scores;
}

/**
 * Reads one band at `width` px: as it lies and upside down, flattened, and if that is not good with local contrast.
 * The best attempt, or undefined where the band holds no lines of a known shape. `today` as for `parseMrz`.
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
      const reading = readLines(await scoreLines(turned, network), today);
      if (isGood(reading)) return reading;
      if (isBetter(reading, best)) best = reading;
    }
  }
  return best;
}
