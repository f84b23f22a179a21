import { createHash } from 'node:crypto';
import type { GreyImage } from '../image/image.js';
import { cornersOf } from './band/cut-band.js';
import { type Band, findBands, isSameBand } from './band/find-bands.js';
import { scaleTo } from './band/scale.js';
import { loadNetwork } from './network/network.js';
import { type ScoreLine, sparing } from './network/sparing.js';
import { type BandReading, isBetter, isGood, readBand } from './read-band.js';
import { settle } from './settle-reading.js';
import type { MrzFields } from './text/fields.js';
import type { MrzFormat } from './text/layouts.js';
import { parseMrz } from './text/parse-mrz.js';
import { readWeights } from './weights.js';

/** What was read from a picture of a document. */
export interface MrzReading {
  format: MrzFormat;
  lines: string[];
  fields: MrzFields;
  checkDigitsValid: boolean;
  /** The probability of the least certain character in the less certain of two readings that agree, 0 where no two do. */
  confidence: number;
  /**
   * True where two readings at different scales agree in every character, the check digits are right, both states are
   * known and the confidence is at least `CONFIDENT`. Only such a reading may be used without a person looking.
   */
  confident: boolean;
  /** The geometric mean of all characters' probabilities: how well the lines fit the format. */
  mean: number;
  /** The corners of the zone in px of the picture given, from the left end of the first line, clockwise, or turned by 180°. */
  quad: { x: number; y: number }[];
}

/** Reads machine-readable zones. */
export interface MrzReader {
  /** Names the network that reads: goes into the audit beside each reading. */
  readonly version: string;
  /**
   * Finds and reads the MRZ of a document in an upright or turned picture. Undefined where there is none that could be
   * read. `today` (YYYY-MM-DD) settles the century of dates.
   */
  read(image: GreyImage, today: string): Promise<MrzReading | undefined>;
}

/**
 * Of 540 damaged photos of 12 published specimens 335 had right check digits and this confidence; one was wrong, and its
 * two readings or its states gave it away. Measure again (bench/documents.ts) with new weights.
 */
export const CONFIDENT = 0.7;
/** Readings whose characters are less sure than this on average are of something else than an MRZ. */
const LEAST_MEAN = 0.6;
/** A first reading of a zone came to 0.8 and more however spoilt the picture was, of other print to 0.25: those are not read again. */
const WORTH_SETTLING = 0.4;
const LARGEST_SIDE = 2400;
const SEARCH_WIDTHS = [700, 1100, 400];
const READING_WIDTH = 900;
const BANDS_TRIED = 3;
/** Of all search widths together. */
const MOST_BANDS = 6;
/** Lines scored for one picture, at most: a document that reads well takes four to ten. */
const MOST_LINES = 30;

function limited(image: GreyImage): { image: GreyImage; scale: number } {
  const scale = Math.min(1, LARGEST_SIDE / Math.max(image.width, image.height));
  if (scale === 1) return { image, scale };
  return { image: scaleTo(image, Math.round(image.width * scale), Math.round(image.height * scale)), scale };
}

/** A band that holds something like an MRZ, and its first reading. */
interface Candidate {
  band: Band;
  reading: BandReading;
}

/** The band that reads best; the search goes on, at other scales, until one reads well. */
async function findCandidate(image: GreyImage, score: ScoreLine, today: string): Promise<Candidate | undefined> {
  const seen: Band[] = [];
  let best: Candidate | undefined;
  for (const width of SEARCH_WIDTHS) {
    for (const band of findBands(image, width).slice(0, BANDS_TRIED)) {
      if (seen.length === MOST_BANDS || seen.some((other) => isSameBand(other, band))) continue;
      seen.push(band);
      const reading = await readBand(image, band, { width: READING_WIDTH, contrast: 'whole' }, score, today);
      if (reading && isBetter(reading, best?.reading)) best = { band, reading };
      if (isGood(reading)) return best;
    }
  }
  if (best && best.reading.mean >= WORTH_SETTLING) return best;
  // Print that is pale in comparison with something else in its band: a zone is about as wide as its page, so that it is in the longest
  // one. No more than that is tried: a page without a zone pays for it.
  const [longest] = [...seen].sort((a, b) => b.length - a.length);
  const local = { width: READING_WIDTH, contrast: 'local' } as const;
  const reading = longest && (await readBand(image, longest, local, score, today));
  return longest && reading && isBetter(reading, best?.reading) ? { band: longest, reading } : best;
}

/** Makes a reader; `weights` is the network's ONNX file, by default the project's own. */
export async function loadMrzReader(options: { weights?: Uint8Array } = {}): Promise<MrzReader> {
  const weights = options.weights ?? (await readWeights());
  const network = await loadNetwork(weights);
  return {
    version: `mrz-${createHash('sha256').update(weights).digest('hex').slice(0, 12)}`,
    async read(picture, today) {
      if (picture.width < 100 || picture.height < 40) return undefined;
      const { image, scale } = limited(picture);
      const score = sparing(network, MOST_LINES);
      const found = await findCandidate(image, score, today);
      if (!found || found.reading.mean < WORTH_SETTLING) return undefined;
      const { reading, agreed } = await settle(image, found.band, found.reading, score, today);
      const parsed = parseMrz(reading.lines, today);
      if (!parsed || reading.mean < LEAST_MEAN) return undefined;
      const confidence = agreed?.least ?? 0;
      return {
        format: reading.format,
        lines: reading.lines,
        fields: parsed.fields,
        checkDigitsValid: parsed.checkDigitsValid,
        confidence,
        confident: parsed.checkDigitsValid && parsed.statesKnown && confidence >= CONFIDENT,
        mean: reading.mean,
        quad: cornersOf(found.band).map(({ x, y }) => ({ x: x / scale, y: y / scale })),
      };
    },
  };
}
