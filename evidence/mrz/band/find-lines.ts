import type { GreyImage } from '../../image/image.js';
import { type InkProfiles, inkProfiles, rowInk } from './row-ink.js';

/** A line of print in a level band: its middle at the band's left edge, how much it falls per px, its capitals' height. */
export interface TextLine {
  middle: number;
  slope: number;
  cap: number;
}

/** How sharply rows of ink and rows of paper alternate: greatest where the slope is right. */
function sharpness(ink: Float64Array): number {
  let sum = 0;
  for (let y = 2; y < ink.length; y++) sum += ((ink[y] as number) - (ink[y - 2] as number)) ** 2;
  return sum;
}

function bestSlope(profiles: InkProfiles, about: number, reach: number, from = 0, to = profiles.height): number {
  let best = { slope: about, sharpness: -1 };
  for (let step = -8; step <= 8; step++) {
    const slope = about + (reach * step) / 8;
    const value = sharpness(rowInk(profiles, slope, from, to));
    if (value > best.sharpness) best = { slope, sharpness: value };
  }
  return best.slope;
}

/**
 * Runs of rows with more ink than halfway between the least and the most within `reach` rows: so a line of fillers is
 * seen beside one of letters, and beside the black edge of a card.
 */
function runsOf(ink: Float64Array, reach: number): { from: number; to: number }[] {
  const sorted = Float64Array.from(ink).sort();
  const contrast = (sorted[Math.floor(sorted.length * 0.9)] ?? 0) - (sorted[Math.floor(sorted.length * 0.1)] ?? 0);
  const runs: { from: number; to: number }[] = [];
  let from = -1;
  for (let y = 0; y <= ink.length; y++) {
    const near = ink.subarray(Math.max(0, y - reach), y + reach + 1);
    const low = Math.min(...near);
    const range = Math.max(...near) - low;
    const inked = y < ink.length && range > 0.25 * contrast && (ink[y] as number) > low + 0.42 * range;
    if (inked && from < 0) from = y;
    if (!inked && from >= 0) {
      runs.push({ from, to: y });
      from = -1;
    }
  }
  return runs;
}

/** Lines of one MRZ: equally high, and 1.4 to 4 times that height apart (ICAO 9303 part 3, section 4.3: 2.1 to 2.7). */
function areNeighbours(a: TextLine, b: TextLine): boolean {
  const cap = (a.cap + b.cap) / 2;
  const away = Math.abs(a.middle - b.middle) / cap;
  return a !== b && Math.abs(a.cap - b.cap) < 0.3 * cap && away > 1.4 && away < 4;
}

/**
 * The lines of print in a flattened band that can be of an MRZ, from the top, at most seven: rows of ink as high as its
 * capitals can be, with another such line above or below.
 */
export function findLines(band: GreyImage): TextLine[] {
  const profiles = inkProfiles(band);
  const slope = bestSlope(profiles, bestSlope(profiles, 0, 0.04), 0.005);
  const least = band.width * 0.01;
  const most = band.width * 0.06;
  const lines: TextLine[] = [];
  for (const { from, to } of runsOf(rowInk(profiles, slope, 0, band.height), Math.round(band.width * 0.035))) {
    const cap = to - from;
    if (cap < least || cap > most) continue;
    const top = Math.max(0, Math.round(from - cap * 0.5));
    const bottom = Math.min(band.height, Math.round(to + cap * 0.5));
    const own = bestSlope(profiles, slope, 0.01, top, bottom);
    const ink = rowInk(profiles, own, top, bottom);
    const strong = Math.max(...ink) / 2;
    const first = ink.findIndex((value) => value > strong);
    const last = ink.findLastIndex((value) => value > strong);
    lines.push({ middle: top + (first + last + 1) / 2 - (own * band.width) / 2, slope: own, cap: last - first + 1 });
  }
  return lines.filter((line) => lines.some((other) => areNeighbours(line, other))).slice(0, 7);
}
