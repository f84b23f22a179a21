import type { PrintedLine } from '../print-reader.js';
import { findDates } from './find-dates.js';
import { findLicenceNumber } from './find-number.js';
import { compareLicenceNumber } from './licence-number.js';

/** What stands on the front of a United Kingdom driving licence. */
export interface Licence {
  surname: string;
  givenNames: string;
  /** YYYY-MM-DD */
  birthDate: string | undefined;
  /** Field 4a. */
  validFrom: string | undefined;
  /** Field 4b: the photocard's, and a provisional's, last day. */
  expiryDate: string | undefined;
  /** Field 5: 16 characters in Great Britain; undefined where it was not found. */
  number: string | undefined;
  entitlement: 'full' | 'provisional';
}

const HEADING = /\bDRIV\w{2,4}\b|\bL[IL1]CEN[CS]E\b|\bTRWYDDED\b/i;
const PROVISIONAL = /PROV[IL1]S[IL1]ON|DROS DRO/i;
const TITLES = /^(MR|MRS|MISS|MS|MX|DR|REV|SIR|LADY|PROF)$/;
const GLUED_TITLE = /^(?:MRS|MR|MISS|MS|DR)(\p{L}{2,})$/u;
/** A licence is not valid for longer than this beyond today. */
const MAX_YEARS = 11;

/** Whether these lines are the front of a driving licence, whatever can be read of it. */
export function looksLikeLicence(lines: readonly PrintedLine[]): boolean {
  return lines.some(
    ({ text }) => /DR[IL1]V\w{2,4}\s+L[IL1]CEN[CS]E/i.test(text) || findLicenceNumber(text) !== undefined,
  );
}

/** The words of a line that stand in the column of values, not labels, as a name is printed. */
function nameOf(line: PrintedLine, column: number): string {
  return line.words
    .filter(({ box }) => box.left >= column)
    .map(({ text }) => text.replace(/^[^A-Za-zÀ-ž]+|[^A-Za-zÀ-ž]+$/g, ''))
    .filter((text) => text.length > 1 && text === text.toUpperCase())
    .join(' ');
}

/** Given names without the title before them, which may run into the first of them (`MRANGUS`): the likelier first. */
function withoutTitle(names: string): string[] {
  const [first = '', ...more] = names.split(' ');
  if (TITLES.test(first)) return [more.join(' ')];
  const glued = GLUED_TITLE.exec(first)?.[1];
  return glued === undefined ? [names] : [names, [glued, ...more].join(' ')];
}

/** The ways in which lines of names can be surname and given names: the first few are the surname's. */
function splits(names: readonly string[]): { surname: string; givenNames: string }[] {
  return names.slice(1).flatMap((_, at) => {
    const surname = names.slice(0, at + 1).join(' ');
    return withoutTitle(names.slice(at + 1).join(' ')).map((givenNames) => ({ surname, givenNames }));
  });
}

/**
 * Takes the lines of a driving licence's front apart: names above the date of birth, dates in their order, the number. Source: fields 1 to 5 of the Motor Vehicles (Driving Licences) Regulations 1999, schedule 3.
 *
 * @param today YYYY-MM-DD
 */
export function parseLicence(lines: readonly PrintedLine[], today: string): Licence {
  const number = lines.map(({ text }) => findLicenceNumber(text)).find((found) => found !== undefined);
  const limit = `${Number(today.slice(0, 4)) + MAX_YEARS}${today.slice(4)}`;
  const dated = lines.map(({ text }) => findDates(text, limit));
  const bornAt = dated.findIndex((dates) => dates.some(({ date }) => date < today));
  const birthDate = dated[bornAt]?.[0]?.date;
  const later = dated
    .slice(bornAt + 1)
    .flat()
    .map(({ date }) => date);
  const { validFrom, expiryDate } = validityOf(later, today);
  const headed = lines.findLastIndex(({ text }, at) => at < bornAt && HEADING.test(text));
  const column = columnOf(lines[bornAt]);
  const names = lines
    .slice(headed + 1, Math.max(bornAt, 0))
    .map((line) => nameOf(line, column))
    .filter(Boolean);
  const ways = splits(names);
  const holder = (way: { surname: string; givenNames: string }) => ({ ...way, birthDate: birthDate ?? '' });
  const right = ways.find((way) => number && Object.values(compareLicenceNumber(number, holder(way))).every(Boolean));
  const { surname, givenNames } = right ?? ways[0] ?? { surname: names[0] ?? '', givenNames: '' };
  return {
    ...{ surname, givenNames, birthDate, validFrom, expiryDate, number },
    entitlement: lines.some(({ text }) => PROVISIONAL.test(text)) ? 'provisional' : 'full',
  };
}

/** Fields 4a and 4b stand below the date of birth: two days, the earlier first. Of a single one it is known if it is yet to come. */
function validityOf(later: readonly string[], today: string): Pick<Licence, 'validFrom' | 'expiryDate'> {
  const [first, second] = later;
  if (first !== undefined && second !== undefined) return { validFrom: first, expiryDate: second };
  const ahead = first !== undefined && first > today;
  return ahead ? { validFrom: undefined, expiryDate: first } : { validFrom: first, expiryDate: undefined };
}

/** Where the values begin: at the left of the date of birth, a little tolerance given. */
function columnOf(line: PrintedLine | undefined): number {
  const word = line?.words.find(({ text }) => /\d{2}\D?\d{2}/.test(text)) ?? line?.words[0];
  if (!word) return 0;
  return word.box.left - (word.box.bottom - word.box.top);
}
