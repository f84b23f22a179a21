import { type RgbImage, toGrey } from '../image/image.js';
import { flatten } from '../mrz/band/flatten.js';
import type { MrzReading } from '../mrz/read-mrz.js';
import type { Corners, Point } from './corners/find-corners.js';
import { straighten } from './corners/straighten.js';
import type { PrintedLine, PrintReader } from './print-reader.js';
import { sureWords } from './sure-words.js';

/** The print of a page or card stands above its MRZ, about as high as 0.62 of the MRZ's length (ICAO 9303 parts 4 to 6). */
const HEIGHT = 0.62;
/** Most portraits take the left of it. */
const FROM = 0.26;
const WIDTH = 800;
const FEW_WORDS = 3;

/** The area above the zone's first line; or, where the picture lies on its head, below its last. */
function areaBeside(quad: readonly Point[], turned: boolean): Corners {
  const [a, b, , d] = (turned ? [quad[2], quad[3], quad[0], quad[1]] : quad) as [Point, Point, Point, Point];
  const along = { x: b.x - a.x, y: b.y - a.y };
  const length = Math.hypot(along.x, along.y);
  const height = Math.hypot(d.x - a.x, d.y - a.y);
  const down = { x: (d.x - a.x) / height, y: (d.y - a.y) / height };
  const at = (share: number, above: number): Point => ({
    x: a.x + along.x * share - down.x * above,
    y: a.y + along.y * share - down.y * above,
  });
  const top = length * HEIGHT;
  const bottom = -0.1 * height;
  return [at(FROM, top), at(1.03, top), at(1.03, bottom), at(FROM, bottom)];
}

/** The lines of print beside an MRZ (0.6 s of CPU); none where they could not be read. */
export async function readVisualZone(
  image: RgbImage,
  { quad }: Pick<MrzReading, 'quad'>,
  reader: PrintReader,
): Promise<PrintedLine[]> {
  for (const turned of [false, true]) {
    const height = Math.round((WIDTH * HEIGHT) / (1.03 - FROM));
    const lines = await reader.read(flatten(toGrey(straighten(image, areaBeside(quad, turned), WIDTH, height))));
    if (sureWords(lines) >= FEW_WORDS) return lines;
  }
  return [];
}
