import type { MrzFields } from './fields.js';
import { waysToWrite, wordsOf } from './transliterate.js';

export interface DetailsToCompare {
  givenNames: string;
  familyName: string;
  /** YYYY-MM-DD */
  birthDate: string;
}

/** What is compared; a licence's print has it as an MRZ does. */
type NamedFields = Pick<MrzFields, 'surname' | 'givenNames' | 'birthDate' | 'namesMayBeCut'>;

export type Comparison = Record<keyof DetailsToCompare, 'match' | 'differs'>;

/**
 * How much of a text letters may take up, each written in one of its ways, from where the ones before it may have ended. By the set of
 * places, not by a regular expression: of many letters with a longer and a shorter way (AA or A) that would try every combination.
 */
function ends(text: string, starts: ReadonlySet<number>, ways: readonly string[]): Set<number> {
  const from = [...starts];
  return new Set(ways.flatMap((way) => from.filter((at) => text.startsWith(way, at)).map((at) => at + way.length)));
}

/** Whether `read`, without its spaces, is these letters, all of them, however they are divided. */
function isSame(read: string, letters: readonly (readonly string[])[]): boolean {
  const text = read.replaceAll(' ', '');
  return letters.reduce((at, ways) => ends(text, at, ways), new Set([0])).has(text.length);
}

/** Each word read begins a word typed, in the same order: how long names are cut (ICAO 9303 part 4, section 4.2.3). */
function isCutFrom(read: string, typed: readonly string[]): boolean {
  let next = 0;
  return read.split(' ').every((word) => {
    while (next < typed.length && !beginsWith(typed[next] ?? '', word)) next++;
    return next++ < typed.length;
  });
}

/** Whether `start` is how a word typed begins. A letter that cannot be written so ends what can be said. */
function beginsWith(typed: string, start: string): boolean {
  let at = new Set([0]);
  for (const ways of waysToWrite(typed)) {
    if (!ways) return false;
    at = ends(start, at, ways);
    if (at.has(start.length)) return true;
  }
  return false;
}

function compareName(read: string, typedName: string, mayBeCut: boolean): 'match' | 'differs' {
  const typed = wordsOf(typedName);
  const letters = typed.flatMap(waysToWrite);
  if (!read || letters.length === 0) return 'differs';
  const known = letters.filter((ways) => ways !== undefined);
  if (known.length < letters.length) return 'differs';
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
