import type { GreyImage } from '../../image/image.js';

/** A line of print in a level band: its middle at the band's left edge, how much it falls per px, its capitals' height. */
export interface TextLine {
  middle: number;
  slope: number;
  cap: number;
}

/** Ink of each row (0 to 255, mean over the columns), rows following the slope about the band's middle. */
function rowInk({ width, height, data }: GreyImage, slope: number, from = 0, to = height): Float64Array {
  const ink = new Float64Array(to - from);
  const margin = Math.round(width * 0.03);
  let columns = 0;
  for (let x = margin; x < width - margin; x += 2) {
    const shift = Math.round(slope * (x - width / 2));
    columns++;
    for (let y = from; y < to; y++) {
      const row = y + shift;
      if (row >= 0 && row < height) ink[y - from] = (ink[y - from] as number) + 255 - (data[row * width + x] as number);
    }
  }
  return ink.map((value) => value / columns);
}

/** How sharply rows of ink and rows of paper alternate: greatest where the slope is right. */
function sharpness(ink: Float64Array): number {
  let sum = 0;
  for (let y = 2; y < ink.length; y++) sum += ((ink[y] as number) - (ink[y - 2] as number)) ** 2;
  return sum;
}

function bestSlope(band: GreyImage, about: number, reach: number, from?: number, to?: number): number {
  let best = { slope: about, sharpness: -1 };
  for (let step = -8; step <= 8; step++) {
    const slope = about + (reach * step) / 8;
    const value = sharpness(rowInk(band, slope, from, to));
    if (value > best.sharpness) best = { slope, sharpness: value };
  }
  return best.slope;
}

/** Runs of rows with more ink than half the strong rows have. */
function runsOf(ink: Float64Array): { from: number; to: number }[] {
  const sorted = Float64Array.from(ink).sort();
  const low = sorted[Math.floor(sorted.length * 0.1)] ?? 0;
  const high = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  const limit = low + (high - low) * 0.4;
  const runs: { from: number; to: number }[] = [];
  let from = -1;
  for (let y = 0; y <= ink.length; y++) {
    const inked = y < ink.length && (ink[y] as number) > limit;
    if (inked && from < 0) from = y;
    if (!inked && from >= 0) {
      runs.push({ from, to: y });
      from = -1;
    }
  }
  return runs;
}

/** The lines of print in a flattened band, from the top, at most five: rows of ink as high as an MRZ's capitals can be. */
export function findLines(band: GreyImage): TextLine[] {
  const slope = bestSlope(band, bestSlope(band, 0, 0.04), 0.005);
  const least = band.width * 0.01;
  const most = band.width * 0.06;
  const lines: TextLine[] = [];
  for (const { from, to } of runsOf(rowInk(band, slope))) {
    const cap = to - from;
    if (cap < least || cap > most) continue;
    const top = Math.max(0, Math.round(from - cap * 0.5));
    const bottom = Math.min(band.height, Math.round(to + cap * 0.5));
    const own = bestSlope(band, slope, 0.01, top, bottom);
    const ink = rowInk(band, own, top, bottom);
    const strong = Math.max(...ink) / 2;
    const first = ink.findIndex((value) => value > strong);
    const last = ink.findLastIndex((value) => value > strong);
    lines.push({ middle: top + (first + last + 1) / 2 - (own * band.width) / 2, slope: own, cap: last - first + 1 });
  }
  return lines.slice(0, 5);
}
