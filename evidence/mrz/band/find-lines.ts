import type { GreyImage } from '../../image/image.js';
import { type Course, type InkProfiles, inkProfiles, rowInk } from './row-ink.js';

/** A line of print in a level band: where it crosses the band's middle column, its course, its capitals' height. */
export interface TextLine extends Course {
  middle: number;
  cap: number;
}

/** How sharply rows of ink and rows of paper alternate: greatest where the course is right. */
function sharpness(ink: Float64Array): number {
  let sum = 0;
  for (let y = 2; y < ink.length; y++) sum += ((ink[y] as number) - (ink[y - 2] as number)) ** 2;
  return sum;
}

/** The course near `about` along which rows of ink stand out most, its slope or its bend tried within ± `reach`. */
function bestCourse(
  profiles: InkProfiles,
  about: Course,
  tried: keyof Course,
  reach: number,
  rows = { from: 0, to: profiles.height },
): Course {
  let best = { course: about, sharpness: -1 };
  for (let step = -8; step <= 8; step++) {
    const course = { ...about, [tried]: about[tried] + (reach * step) / 8 };
    const value = sharpness(rowInk(profiles, course, rows.from, rows.to));
    if (value > best.sharpness) best = { course, sharpness: value };
  }
  return best.course;
}

/** The course that the band's lines have in common: a page that does not lie flat bends them. */
function commonCourse(profiles: InkProfiles, width: number): Course {
  let course: Course = { slope: 0, bend: 0 };
  course = bestCourse(profiles, course, 'slope', 0.04);
  course = bestCourse(profiles, course, 'bend', width * 0.03);
  course = bestCourse(profiles, course, 'slope', 0.008);
  return bestCourse(profiles, course, 'bend', width * 0.004);
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
    let low = Number.POSITIVE_INFINITY;
    let high = 0;
    for (let near = Math.max(0, y - reach); near <= y + reach && near < ink.length; near++) {
      const value = ink[near] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const range = high - low;
    const inked = y < ink.length && range > 0.25 * contrast && (ink[y] as number) > low + 0.42 * range;
    if (inked && from < 0) from = y;
    if (!inked && from >= 0) {
      runs.push({ from, to: y });
      from = -1;
    }
  }
  return runs;
}

/** Between paper and the strongest row: where capitals begin and end, though a line of fillers is weak above and below its middle. */
const EDGE_OF_INK = 0.4;

/** Lines of one MRZ: equally high, and 1.4 to 4 times that height apart (ICAO 9303 part 3, section 4.3: 2.1 to 2.7). */
function areNeighbours(a: TextLine, b: TextLine): boolean {
  const cap = (a.cap + b.cap) / 2;
  const away = Math.abs(a.middle - b.middle) / cap;
  return a !== b && Math.abs(a.cap - b.cap) < 0.45 * cap && away > 1.4 && away < 4;
}

/**
 * The lines of print in a flattened band that can be of an MRZ, from the top, at most seven: rows of ink as high as its
 * capitals can be, with another such line above or below.
 */
export function findLines(band: GreyImage): TextLine[] {
  const profiles = inkProfiles(band);
  const course = commonCourse(profiles, band.width);
  const least = band.width * 0.01;
  const most = band.width * 0.06;
  const lines: TextLine[] = [];
  for (const { from, to } of runsOf(rowInk(profiles, course, 0, band.height), Math.round(band.width * 0.035))) {
    const cap = to - from;
    if (cap < least || cap > most) continue;
    const top = Math.max(0, Math.round(from - cap * 0.5));
    const bottom = Math.min(band.height, Math.round(to + cap * 0.5));
    const rows = { from: top, to: bottom };
    const own = bestCourse(
      profiles,
      bestCourse(profiles, course, 'slope', 0.01, rows),
      'bend',
      band.width * 0.005,
      rows,
    );
    const ink = rowInk(profiles, own, top, bottom);
    const low = Math.min(...ink);
    const strong = low + EDGE_OF_INK * (Math.max(...ink) - low);
    const first = ink.findIndex((value) => value > strong);
    const last = ink.findLastIndex((value) => value > strong);
    lines.push({ ...own, middle: top + (first + last + 1) / 2, cap: last - first + 1 });
  }
  return lines.filter((line) => lines.some((other) => areNeighbours(line, other))).slice(0, 7);
}
