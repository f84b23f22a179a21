import { checkDigit } from './check-digit.js';
import { writeDate } from './dates.js';
import type { MrzFields } from './fields.js';
import { type Layout, layouts, type MrzFormat, type Span, textAt } from './layouts.js';
import { transliterate } from './transliterate.js';

/** What `formatMrz` writes. Names may hold any Latin letters, hyphens and apostrophes: they are transliterated. */
export type MrzToWrite = { format: MrzFormat } & Omit<MrzFields, 'namesMayBeCut'>;

const filled = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');
const plain = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '<');
const name = (text: string): string => transliterate(text).replaceAll(' ', '<');

function put(lines: string[], { line, from, to }: Span, text: string): void {
  const old = lines[line] ?? '';
  lines[line] = old.slice(0, from) + filled(text, to - from) + old.slice(to);
}

function putNumber(lines: string[], layout: Layout, number: string, optional: string): void {
  const { documentNumber, optional: optionalSpan } = layout.fields;
  if (!documentNumber || !optionalSpan) return;
  const room = documentNumber.to - documentNumber.from;
  if (number.length <= room) {
    put(lines, documentNumber, number);
    put(lines, optionalSpan, optional);
    return;
  }
  if (!layout.numberRunsOnInto)
    throw new RangeError(`A ${layout.format} has no room for a number of ${number.length} characters`);
  put(lines, documentNumber, number.slice(0, room));
  put(lines, layout.numberRunsOnInto, `${number.slice(room)}${checkDigit(number)}<${optional}`);
}

/**
 * The lines of an MRZ with right check digits, for specimens and tests. Names longer than their field are cut at its
 * end. Throws a RangeError where the document number does not fit. Source: ICAO 9303 parts 3 to 7.
 */
export function formatMrz(document: MrzToWrite): string[] {
  const layout = layouts.find(({ format, variant }) => format === document.format && variant === 'standard');
  if (!layout) throw new RangeError('No such format');
  const lines = layout.grammar.map((classes) => '<'.repeat(classes.length));
  const { documentCode, issuer, nationality, birthDate, sex, expiryDate } = layout.fields;
  const [names] = layout.names;
  if (documentCode) put(lines, documentCode, plain(document.documentCode));
  if (issuer) put(lines, issuer, plain(document.issuer));
  if (nationality) put(lines, nationality, plain(document.nationality));
  if (birthDate) put(lines, birthDate, writeDate(document.birthDate));
  if (sex) put(lines, sex, document.sex === 'X' ? '<' : document.sex);
  if (expiryDate) put(lines, expiryDate, writeDate(document.expiryDate));
  if (names)
    put(
      lines,
      names,
      document.givenNames ? `${name(document.surname)}<<${name(document.givenNames)}` : name(document.surname),
    );
  const number = plain(document.documentNumber);
  putNumber(lines, layout, number, plain(document.personalNumber ?? ''));
  layout.checks.forEach((check, index) => {
    const runsOn = index === 0 && layout.numberRunsOnInto && number.length > 9;
    if (!runsOn) put(lines, check.digit, checkDigit(check.over.map((span) => textAt(lines, span)).join('')));
  });
  return lines;
}
