import type { PrintedLine } from './print-reader.js';

const SURE = 0.75;

/** How many words of three letters and more the reader is sure of. */
export function sureWords(lines: readonly PrintedLine[]): number {
  const words = lines.flatMap((line) => line.words);
  return words.filter(({ text, confidence }) => confidence > SURE && /^[\p{L}\d]{3}/u.test(text)).length;
}
