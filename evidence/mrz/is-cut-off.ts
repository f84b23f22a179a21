import type { MrzReading } from './read-mrz.js';

/** Of the zone's length. On a page the lines end about 0.04 before its edge (ICAO 9303 parts 4 to 6), in narrowly cut scans 0.007 and more. */
const AT_EDGE = 0.004;

/**
 * Three lines of 30 characters that fit so well are whole: one character less in each would leave 0.8 at most (3 of 90 at a thousandth), and
 * no other format has three lines.
 */
const WHOLE_CARD = 0.92;

interface Size {
  width: number;
  height: number;
}

/**
 * Whether the picture's edge may have cut a zone's lines: they reach it, and nothing proves them whole. What is left of a visa's 44
 * characters can read like one of 36 (MRV-B), whose check digits stand at the same places.
 */
export function isCutOff(reading: Pick<MrzReading, 'quad' | 'confident' | 'format' | 'mean'>, picture: Size): boolean {
  if (edgeDistance(reading, picture) >= AT_EDGE) return false;
  if (reading.format === 'TD1' && reading.mean >= WHOLE_CARD) return false;
  return !reading.confident || reading.format === 'MRV-B';
}

/** How far the nearer end of a zone is from the picture's edge, along its lines and as a share of their length: 0 where they reach it. */
function edgeDistance({ quad }: Pick<MrzReading, 'quad'>, { width, height }: Size): number {
  const [a, b, c, d] = quad;
  if (!a || !b || !c || !d) return Number.POSITIVE_INFINITY;
  const from = { x: (a.x + d.x) / 2, y: (a.y + d.y) / 2 };
  const to = { x: (b.x + c.x) / 2, y: (b.y + c.y) / 2 };
  const along = { x: to.x - from.x, y: to.y - from.y };
  return Math.min(
    room(to.x, along.x, width),
    room(to.y, along.y, height),
    room(from.x, -along.x, width),
    room(from.y, -along.y, height),
  );
}

/** How many steps there are from a place to the end of the picture. */
function room(start: number, step: number, size: number): number {
  if (step === 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, step > 0 ? (size - start) / step : start / -step);
}
