/** ICAO 9303 part 3, section 6, table A: the recommended letters, the first of them, then what else issuers write. */
const special: Record<string, readonly [string, ...string[]]> = {
  Ä: ['AE', 'A'],
  Å: ['AA', 'A'],
  Æ: ['AE'],
  Ö: ['OE', 'O'],
  Ø: ['OE', 'O'],
  Œ: ['OE'],
  Ü: ['UE', 'UXX', 'U'],
  ß: ['SS'],
  ẞ: ['SS'],
  Ñ: ['N', 'NXX'],
  Þ: ['TH'],
  Ð: ['D'],
  Đ: ['D', 'DJ'],
  Ħ: ['H'],
  Ł: ['L'],
  Ŋ: ['N'],
  Ŧ: ['T'],
  İ: ['I'],
  ı: ['I'],
  Ĳ: ['IJ'],
  ĸ: ['Q'],
};

const SEPARATORS = /[\s\-‐‑‒–—_.,/]+/g;
const APOSTROPHES = /['’‘ʼ`´]/g;

function lettersOf(character: string): readonly string[] {
  const known = special[character] ?? special[character.toUpperCase()];
  if (known) return known;
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  return [special[bare]?.[0] ?? bare];
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(APOSTROPHES, '').replace(SEPARATORS, ' ').trim();
}

/**
 * A name in the letters of the MRZ (A to Z), its parts divided by single spaces: hyphens divide, apostrophes vanish.
 * Letters that are not Latin are left out. Source: ICAO 9303 part 3, sections 4.6 and 6.
 */
export function transliterate(name: string): string {
  const letters = [...tidy(name)].map((character) => lettersOf(character)[0]).join('');
  return letters
    .replace(/[^A-Z ]/g, '')
    .replace(/ +/g, ' ')
    .trim();
}

/** Every way the MRZ may write each letter of one word of a name (no spaces); undefined for a letter that has none here. */
export function waysToWrite(word: string): (readonly string[] | undefined)[] {
  return [...word.normalize('NFC').replace(APOSTROPHES, '')].map((character) => {
    const ways = lettersOf(character);
    return ways.every((way) => /^[A-Z]+$/.test(way)) ? ways : undefined;
  });
}

/** The words of a name as typed, divided where the MRZ would divide them. */
export function wordsOf(name: string): string[] {
  const text = tidy(name);
  return text ? text.split(' ') : [];
}
