import { FACE_MATCH_ACCEPT, FACE_MATCH_LIMIT } from '../../face/match.js';
import type { PairDistances } from './distances.js';
import { fmrAt, fnmrAt, type OperatingPoint } from './error-rates.js';
import { fnmrInterval, wilson } from './intervals.js';

const percent = (share: number): string => `${(100 * share).toFixed(3)} %`;
const range = ([low, high]: readonly [number, number]): string => `${percent(low)} – ${percent(high)}`;

/** The error rates for people: at each false match rate asked for, and at the thresholds that the product uses. */
export function tableOf(pairs: PairDistances, points: readonly (OperatingPoint & { asked: number })[]): string {
  const { same, different } = pairs;
  const row = (name: string, { threshold, fmr, fnmr }: OperatingPoint, note = ''): string[] => [
    name,
    threshold.toFixed(4),
    percent(fnmr),
    range(fnmrInterval(same, threshold)),
    percent(fmr),
    range(wilson(fmr, different.total)),
    note,
  ];
  const used = (name: string, threshold: number): string[] =>
    row(name, { threshold, fmr: fmrAt(pairs, threshold), fnmr: fnmrAt(pairs, threshold) });
  const rows = [
    ['', 'distance', 'FNMR', '95 % (people drawn again)', 'FMR', '95 % (pairs)', ''],
    ...points.map((point) =>
      row(
        `FMR ${Number((100 * point.asked).toPrecision(3))} %`,
        point,
        different.total * point.asked < 1 ? 'too few pairs: no false match at all' : '',
      ),
    ),
    used('accepted below', FACE_MATCH_ACCEPT),
    used('never from', FACE_MATCH_LIMIT),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
