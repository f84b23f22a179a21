import { escapeMarkup } from '../../../domain/escape-markup.js';
import type { OperatingPoint } from './error-rates.js';

const SIDE = 480;
const MARGIN = 70;
const TICKS = [0.0001, 0.001, 0.01, 0.05, 0.1, 0.2, 0.4];
const FROM = 0.00005;
const TO = 0.5;

/** The point below which this share of a standard normal distribution lies. */
function probit(share: number): number {
  const tail = Math.min(share, 1 - share);
  const t = Math.sqrt(-2 * Math.log(tail));
  // Abramowitz and Stegun 26.2.23: more exact than a plot needs.
  const value =
    t - (2.515517 + 0.802853 * t + 0.010328 * t ** 2) / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3);
  return share < 0.5 ? -value : value;
}

/** Where a rate stands on an axis, in px from its beginning. */
function along(rate: number): number {
  const clamped = Math.min(TO, Math.max(FROM, rate));
  return (SIDE * (probit(clamped) - probit(FROM))) / (probit(TO) - probit(FROM));
}

const percent = (rate: number): string => `${Number((100 * rate).toPrecision(2))} %`;

/** The detection error trade-off (ISO/IEC 19795-1): both error rates on axes of normal deviates, as SVG. */
export function detPlot(curve: readonly OperatingPoint[], title: string): string {
  const x = (rate: number): string => (MARGIN + along(rate)).toFixed(1);
  const y = (rate: number): string => (MARGIN + SIDE - along(rate)).toFixed(1);
  const grid = TICKS.flatMap((tick) => [
    `<path d="M${x(tick)} ${MARGIN}V${MARGIN + SIDE}M${MARGIN} ${y(tick)}H${MARGIN + SIDE}" stroke="#d8dde0"/>`,
    `<text x="${x(tick)}" y="${MARGIN + SIDE + 18}" text-anchor="middle">${percent(tick)}</text>`,
    `<text x="${MARGIN - 8}" y="${y(tick)}" dy="4" text-anchor="end">${percent(tick)}</text>`,
  ]);
  const points = curve.map(({ fmr, fnmr }) => `${x(fmr)},${y(fnmr)}`);
  const size = SIDE + 2 * MARGIN;
  const middle = MARGIN + SIDE / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" font-family="sans-serif" font-size="12">`,
    `<rect width="${size}" height="${size}" fill="#fff"/>`,
    `<text x="${middle}" y="30" text-anchor="middle" font-size="16">${escapeMarkup(title)}</text>`,
    ...grid,
    `<rect x="${MARGIN}" y="${MARGIN}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#212b32"/>`,
    `<polyline points="${points.join(' ')}" fill="none" stroke="#005eb8" stroke-width="2"/>`,
    `<text x="${middle}" y="${size - 18}" text-anchor="middle">False match rate</text>`,
    `<text transform="translate(18 ${middle}) rotate(-90)" text-anchor="middle">False non-match rate</text>`,
    '</svg>',
    '',
  ].join('\n');
}
