import type { DocumentFields } from './document-fields.js';
import type { PrintedLine } from './print-reader.js';

/** Fields of which a document's print repeats what its MRZ says. */
export type RepeatedField = 'surname' | 'givenNames' | 'documentNumber' | 'birthDate';

/** Signs that print readers take for each other become one. */
const ALIKE: Readonly<Record<string, string>> = {
  ...{ O: '0', Q: '0', D: '0', I: '1', L: '1', Z: '2', S: '5', G: '6', B: '8' },
};
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
/** One character in so many may be misread or transliterated. */
const CHARACTERS_PER_ERROR = 4;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

const canonical = (text: string): string => [...plain(text)].map((character) => ALIKE[character] ?? character).join('');

/** Whether `word` occurs in `text` with at most one error in four characters (Sellers' algorithm). */
function occurs(word: string, text: string): boolean {
  const most = Math.floor(word.length / CHARACTERS_PER_ERROR);
  let row = Array.from({ length: word.length + 1 }, (_, at) => at);
  for (const character of text) {
    const next = [0];
    for (let at = 1; at <= word.length; at++) {
      const replaced = (row[at - 1] as number) + (word[at - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[at] as number) + 1, (next[at - 1] as number) + 1));
    }
    row = next;
    if ((row[word.length] as number) <= most) return true;
  }
  return false;
}

/** A day printed in figures or with its month's English name, with two or four digits of the year, in one line. */
function hasDate(lines: readonly string[], date: string): boolean {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = canonical(MONTHS[Number(month) - 1] ?? '');
  const figures = lines.map((line) => [...line.toUpperCase()].map((one) => ALIKE[one] ?? one).join(''));
  const short = year.slice(2);
  const patterns = [
    new RegExp(`${day}\\W{0,3}${month}\\W{0,3}(${year}|${short}(?!\\d))`),
    new RegExp(`${year}\\W{0,3}${month}\\W{0,3}${day}`),
    new RegExp(`${day}.{0,3}${name}.{0,14}?(${year}|${short}(?!\\d))`),
  ];
  return figures.some((line) => patterns.some((pattern) => pattern.test(line)));
}

/**
 * What of a document's fields its print (of the same or of its other side) repeats. Names may be spelled as the MRZ transliterates them; a
 * few misread characters do not count. What is not found may still be there: print on patterns is often not read at all.
 */
export function repeatedFields(print: readonly PrintedLine[], fields: DocumentFields): RepeatedField[] {
  const lines = print.map(({ text }) => text);
  const text = lines.map(canonical).join(' ');
  const found: RepeatedField[] = [];
  const hasAll = (words: string) => {
    const parts = words.split(' ').map(canonical).filter(Boolean);
    return parts.length > 0 && parts.every((part) => occurs(part, text));
  };
  if (hasAll(fields.surname)) found.push('surname');
  if (hasAll(fields.givenNames.split(' ')[0] ?? '')) found.push('givenNames');
  if (fields.documentNumber.length >= 5 && occurs(canonical(fields.documentNumber), text)) found.push('documentNumber');
  if (fields.birthDate && hasDate(lines, fields.birthDate)) found.push('birthDate');
  return found;
}
