import type { GreyImage } from '../image/image.js';
import { cutBand } from './band/cut-band.js';
import { cutLine, type LinePicture } from './band/cut-line.js';
import type { Band } from './band/find-bands.js';
import { findLines } from './band/find-lines.js';
import { flatten, flattenLocally } from './band/flatten.js';
import { countCharacters } from './network/count-characters.js';
import type { LineScores } from './network/network.js';
import type { ScoreLine } from './network/sparing.js';
import { readLines, type TextReading } from './read-lines.js';

/** Fewer sure characters than this in its best line, and a band is of something else. */
const LEAST_SURE = 12;
/** A line with so many characters, so sure on average, stands the right way up: on its head it has less than 0.92. */
const SURE_LENGTH = 20;
const SURE_MEAN = 0.94;
/** A line with so many characters so irregularly spaced is other print. */
const PRINT_LENGTH = 8;
const IRREGULAR = 0.82;
/** Lines asked which way up they stand, before the surest of them decides. */
const ASKED = 2;

/** How a band is looked at. */
export interface Look {
  /** What it is scaled to, px. */
  width: number;
  /** `local`: the darkest print of each neighbourhood becomes black, for glare and worn print. */
  contrast: 'whole' | 'local';
  /** Whether it lies upside down; undefined where nobody knows yet. */
  isTurned?: boolean;
  /** Where its lines are, as shares of its height as it lies; undefined where nobody knows yet. */
  zone?: Zone;
}

interface Zone {
  top: number;
  bottom: number;
}

/** What a look at a band gave. */
export interface BandReading extends TextReading {
  look: Required<Look>;
}

/** A reading this good needs no better one. */
export function isGood(reading: TextReading | undefined): boolean {
  return Boolean(reading?.checkDigitsValid && reading.mean > 0.9 && (reading.statesKnown || reading.least > 0.9));
}

/** Whether `a` is the better reading: right check digits first, then how sure the network is. */
export function isBetter(a: TextReading, b: TextReading | undefined): boolean {
  if (!b) return true;
  if (a.checkDigitsValid !== b.checkDigitsValid) return a.checkDigitsValid;
  return a.mean > b.mean;
}

const halfTurn = ({ width, ink }: LinePicture): LinePicture => ({ width, ink: ink.slice().reverse() });

/** A line of print as the network sees it, and where it was: shares of the band's height. */
interface BandLine extends Zone {
  picture: LinePicture;
}

/** A band's lines of print from the top, of the zone only where it is known. */
function linesOf(image: GreyImage, band: Band, { width, contrast, zone }: Look): BandLine[] {
  const cut = cutBand(image, band, width);
  const flat = contrast === 'local' ? flattenLocally(cut) : flatten(cut);
  return findLines(flat)
    .filter(({ middle }) => !zone || (middle > zone.top * flat.height && middle < zone.bottom * flat.height))
    .map((line) => ({
      picture: cutLine(flat, line),
      top: (line.middle - line.cap) / flat.height,
      bottom: (line.middle + line.cap) / flat.height,
    }));
}

const sureOf = (scores: LineScores | undefined): number => (scores ? countCharacters(scores).sure : 0);

function isSurelyUpright(scores: LineScores | undefined): boolean {
  if (!scores) return false;
  const { characters, sure } = countCharacters(scores);
  return characters >= SURE_LENGTH && sure >= SURE_MEAN * characters;
}

function isOtherPrint(scores: LineScores | undefined): boolean {
  if (!scores) return false;
  const { characters, regular } = countCharacters(scores);
  return characters >= PRINT_LENGTH && regular < IRREGULAR;
}

/** Of a band's lines as they lie and upside down, those that stand upright; `neither` where the first that were asked are other print. */
async function rightWayUp(
  lines: LinePicture[],
  turned: LinePicture[],
  score: ScoreLine,
): Promise<'lying' | 'turned' | 'neither'> {
  // From the middle: what is not of the zone stands at the band's edges.
  const middle = (lines.length - 1) / 2;
  const places = [...lines.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || b - a);
  let surest = { sure: 0, way: 'neither' as 'lying' | 'turned' | 'neither' };
  for (const place of places.slice(0, ASKED)) {
    for (const [way, line] of [
      ['lying', lines[place]],
      ['turned', turned[lines.length - 1 - place]],
    ] as const) {
      const scores = line && (await score(line));
      if (isSurelyUpright(scores)) return way;
      if (isOtherPrint(scores)) continue;
      const sure = sureOf(scores);
      if (sure > surest.sure) surest = { sure, way };
    }
    if (surest.sure > SURE_LENGTH) break;
  }
  return surest.way;
}

/**
 * Looks at a band once and reads it. Undefined where it holds no lines of a known shape, or no line may be scored any
 * more. `today` as for `parseMrz`.
 */
export async function readBand(
  image: GreyImage,
  band: Band,
  look: Look,
  score: ScoreLine,
  today: string,
): Promise<BandReading | undefined> {
  const found = linesOf(image, band, look);
  if (found.length < 2) return undefined;
  const lying = found.map(({ picture }) => picture);
  const turned = look.isTurned === false ? [] : lying.map(halfTurn).reverse();
  const way = look.isTurned === undefined ? await rightWayUp(lying, turned, score) : look.isTurned ? 'turned' : 'lying';
  if (way === 'neither') return undefined;
  const isTurned = way === 'turned';
  const lines = isTurned ? turned : lying;
  const scores: LineScores[] = [];
  for (const line of lines) {
    const scored = await score(line);
    if (!scored) return undefined;
    scores.push(scored);
  }
  if (Math.max(...scores.map(sureOf)) < LEAST_SURE) return undefined;
  const reading = readLines(scores, today);
  if (!reading) return undefined;
  const from = isTurned ? found.length - reading.first - reading.lines.length : reading.first;
  const zone = { top: found[from]?.top ?? 0, bottom: found[from + reading.lines.length - 1]?.bottom ?? 1 };
  return { ...reading, look: { ...look, isTurned, zone } };
}
