import type { MrzReading } from './read-mrz.js';

/** Characters 2.54 mm apart, capitals 2.4 mm high (ISO 1073-2, size I), and the room that the finder leaves around a line: in capitals' heights. */
const PER_CHARACTER = 1.09;
const ROOM = 1.6;

/** How high the capitals of a zone that was read are in the photo, px. */
export function glyphHeight({ quad, lines }: Pick<MrzReading, 'quad' | 'lines'>): number {
  const [from = { x: 0, y: 0 }, to = from] = quad;
  const characters = lines[0]?.length ?? 0;
  return Math.hypot(to.x - from.x, to.y - from.y) / (PER_CHARACTER * characters + ROOM);
}
