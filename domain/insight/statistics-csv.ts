import { figureNames, type Statistics, secondsOf } from './statistics.js';

/** A column of figures: `own`, `all`, or the name of a partner that shows its figures. */
export type Column = { name: string; statistics: Statistics | undefined };

/** Every figure of some statistics in its order: its name as CSV has it, and each column's value. Medians are in seconds. */
export function rowsOf(columns: readonly Column[]): { name: string; values: (number | undefined)[] }[] {
  const of = (part: 'reasons' | 'medians') => [
    ...new Set(columns.flatMap(({ statistics }) => Object.keys(statistics?.[part] ?? {}))),
  ];
  const pick = (value: (statistics: Statistics) => number | undefined) =>
    columns.map(({ statistics }) => statistics && value(statistics));
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : secondsOf(ms));
  return [
    ...figureNames.map((name) => ({ name, values: pick(({ counts }) => counts[name]) })),
    ...of('medians').map((step) => ({
      name: `median seconds ${step}`,
      values: pick((one) => seconds(one.medians[step])),
    })),
    ...of('reasons')
      .sort()
      .map((code) => ({ name: `reason ${code}`, values: pick(({ reasons }) => reasons[code]) })),
  ];
}

/**
 * Statistics as CSV (RFC 4180): each figure by its name for programs and in words. What is not told is empty.
 * @param inWords how people call a figure
 */
export function csvOf(period: string, columns: readonly Column[], inWords: (figure: string) => string): string {
  const head = ['period', 'figure', 'name', ...columns.map(({ name }) => cell(name))];
  const lines = rowsOf(columns).map(({ name, values }) => [
    ...[period, name, cell(inWords(name))],
    ...values.map((value) => value ?? ''),
  ]);
  return `${[head, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** A name is quoted, and never taken for a formula by a spreadsheet. */
const cell = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
};
