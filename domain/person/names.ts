/** A name as one record has it. */
export interface RecordName {
  readonly familyName: string;
  readonly givenNames: readonly string[];
}

export type NameError = 'name_empty' | 'name_one_character' | 'name_characters' | 'name_too_long';

const MAX_LENGTH = 100;

/** Letters that do not come apart into a plain one and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Reads a name as people type it: letters of any script, spaces, hyphens, apostrophes and full stops. A `*` would be a
 * wildcard to PDS, and is refused like other signs.
 *
 * @returns the name without surplus spaces, or the one thing that is wrong.
 */
export function parseName(typed: string): { name: string } | { error: NameError } {
  const name = typed.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (name === '') return { error: 'name_empty' };
  if (!/^[\p{L}\p{M} .'’‘`\u2010-\u2015-]+$/u.test(name) || !/\p{L}/u.test(name)) return { error: 'name_characters' };
  if (name.length > MAX_LENGTH) return { error: 'name_too_long' };
  return [...name].length === 1 ? { error: 'name_one_character' } : { name };
}

/**
 * Whether a typed name is that of a record. Case, accents, apostrophes, and how words are joined (space or hyphen) do
 * not count. Family names must be equal; of given names one side may leave out later ones, never the first. All of them in another
 * order are the same.
 *
 * @param record the present name first, then former ones. A former name without given names has the present ones.
 * @returns which of the record's names it is, or `differ`.
 */
export function compareNames(
  typed: { readonly givenNames: string; readonly familyName: string },
  record: RecordName & { readonly formerNames?: readonly RecordName[] },
): 'present' | 'former' | 'differ' {
  if (isSame(typed, record)) return 'present';
  const former = record.formerNames ?? [];
  const isFormer = former.some(({ familyName, givenNames }) =>
    isSame(typed, { familyName, givenNames: givenNames.length > 0 ? givenNames : record.givenNames }),
  );
  return isFormer ? 'former' : 'differ';
}

function isSame(typed: { givenNames: string; familyName: string }, record: RecordName): boolean {
  const family = nameWords(typed.familyName).join('');
  if (family === '' || family !== nameWords(record.familyName).join('')) return false;
  const [typedWords, recordWords] = [nameWords(typed.givenNames), nameWords(record.givenNames.join(' '))];
  if (typedWords.length > 1 && [...typedWords].sort().join(' ') === [...recordWords].sort().join(' ')) return true;
  const typedStarts = starts(typedWords);
  const recordStarts = starts(recordWords);
  const [typedAll, recordAll] = [typedStarts.at(-1), recordStarts.at(-1)];
  if (typedAll === undefined || recordAll === undefined) return false;
  return recordStarts.includes(typedAll) || typedStarts.includes(recordAll);
}

/** The first word, the first two run together, … , all of them run together. */
function starts(words: string[]): string[] {
  return words.map((_, index) => words.slice(0, index + 1).join(''));
}

/** The words of a name in plain small letters: `O’Brien-Łęcki` gives `obrien`, `lecki`. */
export function nameWords(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/['’‘`.]/g, '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
