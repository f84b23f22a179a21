import { type RgbImage, toGrey } from '../image/image.js';
import { resize } from '../image/resize.js';
import { crop, type QuarterTurn, rotate } from '../image/transform.js';
import { flatten } from '../mrz/band/flatten.js';
import type { Corners } from './corners/find-corners.js';
import { sizeOf, straighten } from './corners/straighten.js';
import type { DocumentKind } from './kind.js';
import { kindOfPrint } from './kind-of-print.js';
import { type Licence, parseLicence } from './licence/parse-licence.js';
import { type SettledLicence, settleLicence } from './licence/settle-licence.js';
import type { PrintedLine, PrintReader } from './print-reader.js';
import { sureWords } from './sure-words.js';

/** What the print of a document without an MRZ says. */
export interface PrintReading {
  kind: DocumentKind;
  licence: SettledLicence | undefined;
  /** As first read, from the top. */
  lines: PrintedLine[];
}

const FIRST_WIDTH = 1200;
/** On a licence the portrait takes the left; without it the lines are told apart better. Widths in px of the whole card. */
const CLOSER = [1000, 1500] as const;
const VALUES_FROM = 0.28;
/** Fewer sure words than this, and the picture lies on its side or head. */
const FEW_WORDS = 4;

/** The card alone and flat where its corners are known, else the whole picture. */
function layFlat(image: RgbImage, corners: Corners | undefined): RgbImage {
  if (!corners) return image;
  const { width, height } = sizeOf(corners);
  return straighten(image, corners, width, height);
}

/** Which ways up it may lie: the one its portrait says; else with its longer sides above and below, where the outline is known. */
function turnsOf(flat: RgbImage, corners: Corners | undefined, turn: QuarterTurn | undefined): QuarterTurn[] {
  if (turn !== undefined) return [turn];
  if (!corners) return [0, 180, 90, 270];
  return flat.height > flat.width ? [90, 270] : [0, 180];
}

const widened = (image: RgbImage, width: number) =>
  resize(image, width, Math.max(1, Math.round((image.height * width) / image.width)));

async function readAt(image: RgbImage, width: number, reader: PrintReader, from = 0): Promise<PrintedLine[]> {
  const part =
    from > 0 ? crop(image, { x: image.width * from, y: 0, width: image.width, height: image.height }) : image;
  return reader.read(flatten(toGrey(widened(part, Math.round(width * (1 - from))))));
}

/** The way up in which most words can be read: mostly as it is. */
async function upright(flat: RgbImage, turns: readonly QuarterTurn[], reader: PrintReader) {
  let best: { image: RgbImage; lines: PrintedLine[]; words: number } | undefined;
  for (const turn of turns) {
    const image = rotate(flat, turn);
    const lines = await readAt(image, FIRST_WIDTH, reader);
    const words = sureWords(lines);
    if (!best || words > best.words) best = { image, lines, words };
    if (words >= FEW_WORDS) break;
  }
  return best;
}

/**
 * Tells by its print which document a picture shows, and reads it where it is a United Kingdom driving licence: as a whole, and closer
 * until each field was read alike twice, three times at most. Half a second of CPU a reading. @param today YYYY-MM-DD @param turn how
 * far it must be turned clockwise, where that is known
 */
export async function readPrint(
  image: RgbImage,
  corners: Corners | undefined,
  reader: PrintReader,
  today: string,
  turn?: QuarterTurn,
): Promise<PrintReading> {
  const flat = layFlat(image, corners);
  const whole = await upright(flat, turnsOf(flat, corners, turn), reader);
  const lines = whole?.lines ?? [];
  const kind = kindOfPrint(lines);
  if (!whole || kind !== 'driving-licence') return { kind, licence: undefined, lines };
  const readings: Licence[] = [];
  const add = (lines: PrintedLine[]) => {
    readings.push(parseLicence(lines, today));
    return settleLicence(readings, today);
  };
  let licence = add(lines);
  for (const width of CLOSER) {
    if (licence?.confident) break;
    licence = add(await readAt(whole.image, width, reader, VALUES_FROM));
  }
  return { kind, licence, lines };
}
