import type { GreyImage } from '../../image/image.js';
import { extendStrip } from './extend-strip.js';
import { angleBetween, joinStrips, offset } from './join-strips.js';
import { blackHat, close } from './morphology.js';
import { otsuThreshold } from './otsu.js';
import { scaleTo } from './scale.js';
import { findStrips, type Strip } from './strips.js';

const { abs, max, min, round } = Math;

/** A turned rectangle that may hold an MRZ, in px of the picture it was found in; the angle in radians, clockwise. */
export interface Band {
  x: number;
  y: number;
  angle: number;
  length: number;
  height: number;
}

/** Steepness of brightness at each pixel, from central differences, 0 to 255. */
function gradient({ width, height, data }: GreyImage): GreyImage {
  const out = new Uint8Array(data.length);
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < y * width + width - 1; at++) {
      const dx = (data[at + 1] as number) - (data[at - 1] as number);
      const dy = (data[at + width] as number) - (data[at - width] as number);
      const steep = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
      out[at] = steep > 255 ? 255 : steep;
    }
  }
  return { width, height, data: out };
}

/** Strips parallel to the first of about its length, lying above and below it as the lines of one MRZ do. */
function companions(base: Strip, strips: readonly Strip[]): Strip[] {
  return strips.filter((strip) => {
    if (strip === base) return false;
    const { along, across } = offset(base, strip);
    if (angleBetween(base, strip) > 0.07 || strip.length < 0.35 * base.length || strip.length > 1.25 * base.length)
      return false;
    if (strip.thickness > 1.8 * base.thickness || base.thickness > 1.8 * strip.thickness) return false;
    const away = abs(across) / base.thickness;
    const inside = abs(along) + strip.length / 2 < 0.5 * base.length + 3 * base.thickness;
    return inside && away > 1.1 && away < 6.5;
  });
}

/** The picture's own edge, or that of a card cut out tightly, looks like a long strip too. */
function isEdge({ x, y, thickness }: Strip, { width, height }: GreyImage): boolean {
  return min(x, y, width - x, height - y) < 0.7 * thickness;
}

function bandAround(base: Strip, others: readonly Strip[]): Band {
  const offsets = others.map((strip) => ({ ...offset(base, strip), strip }));
  const left = min(-base.length / 2, ...offsets.map(({ along, strip }) => along - strip.length / 2));
  const right = max(base.length / 2, ...offsets.map(({ along, strip }) => along + strip.length / 2));
  const away = offsets.map(({ across }) => abs(across));
  const spacing = away.length > 0 ? min(...away) : 2.2 * base.thickness;
  // Room for one more line on either side: the finder may have missed it.
  const margin = min(spacing, 3 * base.thickness) + 0.9 * base.thickness;
  const top = min(0, ...offsets.map(({ across }) => across)) - margin;
  const bottom = max(0, ...offsets.map(({ across }) => across)) + margin;
  const along = (left + right) / 2;
  const across = (top + bottom) / 2;
  const cos = Math.cos(base.angle);
  const sin = Math.sin(base.angle);
  const length = (right - left) * 1.03 + 1.6 * base.thickness;
  return {
    x: base.x + along * cos - across * sin,
    y: base.y + along * sin + across * cos,
    angle: base.angle,
    length,
    height: bottom - top,
  };
}

/** A print's pieces lie closer than this, in thicknesses of the line; those that glare divided may be farther apart. */
const REACH = 6;
const FAR_REACH = 24;

/** The bands that strips form, each strip in one of them. */
function bandsOf(strips: readonly Strip[]): { band: Band; score: number }[] {
  const taken = new Set<Strip>();
  const found: { band: Band; score: number }[] = [];
  for (const base of strips) {
    if (taken.has(base)) continue;
    const others = companions(base, strips)
      .sort((a, b) => abs(offset(base, a).across) - abs(offset(base, b).across))
      .slice(0, 3);
    for (const strip of [base, ...others]) taken.add(strip);
    const score = base.length * (1 + min(2, others.length)) * min(30, base.length / base.thickness);
    found.push({ band: bandAround(base, others), score });
  }
  return found;
}

/** Print is thinner than so many px of the picture searched, and its characters are less than so many apart. */
const WINDOW = 9;

/**
 * Where an MRZ may be, most likely first: long parallel strips of dense dark print. The picture is searched at `width`
 * px of its longer side; the bands are in px of the picture given.
 */
export function findBands(image: GreyImage, width: number): Band[] {
  const scale = width / max(image.width, image.height);
  const small = scaleTo(image, max(1, round(image.width * scale)), max(1, round(image.height * scale)));
  const print = close(gradient(blackHat(small, WINDOW)), WINDOW);
  const threshold = otsuThreshold(print);
  const pieces = joinStrips(findStrips(print, threshold, width * 0.05), REACH);
  const isLine = (strip: Strip): boolean =>
    strip.length > width * 0.2 && strip.length > 9 * strip.thickness && !isEdge(strip, small);
  const near = pieces.filter(isLine).map((strip) => extendStrip(strip, print, threshold));
  const far = joinStrips(pieces, FAR_REACH).filter(isLine);
  const found = bandsOf(near);
  // What only joins over a wide gap is a guess beside what was found without.
  const isNew = ({ band }: { band: Band }): boolean => !found.some((other) => isSameBand(other.band, band));
  found.push(...bandsOf(far).filter(isNew));
  return found
    .sort((a, b) => b.score - a.score)
    .map(({ band }) => ({
      x: (band.x + 0.5) / scale - 0.5,
      y: (band.y + 0.5) / scale - 0.5,
      angle: band.angle,
      length: band.length / scale,
      height: band.height / scale,
    }));
}

/** Whether two bands hold about the same: a second look at one would show nothing new. */
export function isSameBand(a: Band, b: Band): boolean {
  const away = Math.hypot(a.x - b.x, a.y - b.y);
  const turn = abs(a.angle - b.angle) % Math.PI;
  return (
    away < 0.25 * min(a.height, b.height) &&
    min(turn, Math.PI - turn) < 0.02 &&
    abs(a.length - b.length) < 0.08 * a.length &&
    abs(a.height - b.height) < 0.3 * a.height
  );
}
