import type { MrzFields } from './fields.js';
import { transliterationsOf, wordsOf } from './transliterate.js';

export interface DetailsToCompare {
  givenNames: string;
  familyName: string;
  /** YYYY-MM-DD */
  birthDate: string;
}

/** What is compared; a licence's print has it as an MRZ does. */
type NamedFields = Pick<MrzFields, 'surname' | 'givenNames' | 'birthDate' | 'namesMayBeCut'>;

export type Comparison = Record<keyof DetailsToCompare, 'match' | 'differs'>;

/** Whether `read`, without its spaces, is these words, all of them, however they are divided. */
function isSame(read: string, patterns: readonly string[]): boolean {
  return new RegExp(`^${patterns.join('')}$`).test(read.replaceAll(' ', ''));
}

/** Each word read begins a word typed, in the same order: how long names are cut (ICAO 9303 part 4, section 4.2.3). */
function isCutFrom(read: string, typed: readonly string[]): boolean {
  let next = 0;
  return read.split(' ').every((word) => {
    while (next < typed.length && !beginsWith(typed[next] ?? '', word)) next++;
    return next++ < typed.length;
  });
}

function beginsWith(typed: string, start: string): boolean {
  for (let length = 1; length <= typed.length; length++) {
    const pattern = transliterationsOf(typed.slice(0, length));
    if (pattern && new RegExp(`^${pattern}$`).test(start)) return true;
  }
  return false;
}

function compareName(read: string, typedName: string, mayBeCut: boolean): 'match' | 'differs' {
  const typed = wordsOf(typedName);
  const patterns = typed.map(transliterationsOf);
  if (!read || patterns.length === 0) return 'differs';
  const known = patterns.filter((pattern): pattern is string => pattern !== undefined);
  if (known.length < patterns.length) return 'differs';
  if (isSame(read, known)) return 'match';
  return mayBeCut && isCutFrom(read, typed) ? 'match' : 'differs';
}

/** As `compareName`; besides, further given names of the document may have been left out when typing. */
function compareGivenNames(read: string, typedName: string, mayBeCut: boolean): 'match' | 'differs' {
  const words = read.split(' ');
  const starts = words.map((_, at) => words.slice(0, at + 1).join(' '));
  return starts.some((start) => compareName(start, typedName, mayBeCut && start === read) === 'match')
    ? 'match'
    : 'differs';
}

/**
 * Compares what a document says with what a person typed. Transliteration follows ICAO 9303 part 3, section 6 with the
 * other spellings issuers use (Ü as UE, UXX or U); hyphens, spaces and apostrophes do not count; a name that fills its
 * field may be cut. Middle names on the document that were not typed are no difference; typed ones that the document
 * lacks are. A name that cannot be transliterated differs: a person must look.
 */
export function compareMrzWithDetails(fields: NamedFields, details: DetailsToCompare): Comparison {
  return {
    givenNames: compareGivenNames(fields.givenNames, details.givenNames, fields.namesMayBeCut),
    familyName: compareName(fields.surname, details.familyName, fields.namesMayBeCut),
    birthDate: fields.birthDate !== undefined && fields.birthDate === details.birthDate ? 'match' : 'differs',
  };
}
