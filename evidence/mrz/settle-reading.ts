import type { GreyImage } from '../image/image.js';
import type { Band } from './band/find-bands.js';
import type { ScoreLine } from './network/sparing.js';
import { type BandReading, isBetter, isGood, type Look, readBand } from './read-band.js';

/** What several looks at one band came to. */
export interface Settled {
  reading: BandReading;
  /** The less certain of two good readings at different scales that agree; undefined where there are none. */
  agreed?: { least: number };
}

/** The scales at which a band is read again until two readings agree, px of its width. */
const SCALES = [1080, 800, 1240];

const textOf = ({ lines }: BandReading): string => lines.join('\n');

function otherContrast(contrast: Look['contrast']): Look['contrast'] {
  return contrast === 'whole' ? 'local' : 'whole';
}

/** Two good readings at different scales: do they agree? Undefined where there are no two. */
function agreement(readings: readonly BandReading[]): { agree: boolean; least: number } | undefined {
  const good = readings.filter(isGood);
  const [first] = good;
  const second = good.find(({ look }) => look.width !== first?.look.width);
  if (!first || !second) return undefined;
  // A third good one that says something else spoils it too.
  const agree = good.every((reading) => textOf(reading) === textOf(first));
  return { agree, least: Math.min(first.least, second.least) };
}

/** Reads a band again, at other scales and with the other contrast, until two good readings agree or nothing is left to try. */
export async function settle(
  image: GreyImage,
  band: Band,
  first: BandReading,
  score: ScoreLine,
  today: string,
): Promise<Settled> {
  const { contrast, isTurned } = first.look;
  // A reading that is not good may be of the wrong lines.
  const known = isGood(first) ? { isTurned, zone: first.look.zone } : { isTurned };
  const readings = [first];
  const look = async (width: number, how: Look['contrast']): Promise<boolean> => {
    const reading = await readBand(image, band, { width, contrast: how, ...known }, score, today);
    if (reading) readings.push(reading);
    return isGood(reading);
  };
  if (!isGood(first)) await look(first.look.width, otherContrast(contrast));
  for (const width of SCALES) {
    if (agreement(readings)) break;
    if (!(await look(width, contrast))) await look(width, otherContrast(contrast));
  }
  const found = agreement(readings);
  const reading = readings.reduce((best, other) => (isBetter(other, best) ? other : best));
  return found?.agree ? { reading, agreed: { least: found.least } } : { reading };
}
