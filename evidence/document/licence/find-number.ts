import { LICENCE_NUMBER_LENGTH } from './licence-number.js';

/** What print readers take for a digit, and for a letter. */
const DIGIT: Readonly<Record<string, string>> = {
  ...{ O: '0', Q: '0', D: '0', I: '1', L: '1', '|': '1', '!': '1', Z: '2', A: '4', S: '5', G: '6', T: '7', B: '8' },
};
const LETTER: Readonly<Record<string, string>> = {
  ...{ 0: 'O', 1: 'I', 2: 'Z', 3: 'J', 4: 'A', 5: 'S', 6: 'G', 7: 'T', 8: 'B', '|': 'I' },
};

/** What stands at each position: a letter or the filler 9, a digit, either, or a letter. */
const SHAPE = 'LLLLLNNNNNNLLXCC';
/** More characters than this taken for another, and it was no licence number. */
const MAX_CHANGES = 4;

function coerced(character: string, shape: string): string | undefined {
  if (shape === 'N') return /\d/.test(character) ? character : DIGIT[character];
  if (shape === 'L') return /[A-Z9]/.test(character) ? character : LETTER[character];
  if (shape === 'C') return /[A-Z]/.test(character) ? character : LETTER[character];
  return /[A-Z0-9]/.test(character) ? character : undefined;
}

/** The window as a licence number, its letters and digits put right by position; undefined where that is not possible. */
function asNumber(window: string): { number: string; changes: number } | undefined {
  const characters = [...window].map((character, at) => coerced(character, SHAPE.charAt(at)));
  if (characters.includes(undefined)) return undefined;
  const number = characters.join('');
  const changes = [...number].filter((character, at) => character !== window.charAt(at)).length;
  const month = Number(number.slice(6, 8)) % 50;
  const day = Number(number.slice(8, 10));
  if (month < 1 || month > 12 || day < 1 || day > 31 || !/^[A-Z]/.test(number)) return undefined;
  // A filler is followed by nothing but fillers.
  if (/9[A-Z]/.test(number.slice(0, 5)) || /9[A-Z]/.test(number.slice(11, 13))) return undefined;
  return changes <= MAX_CHANGES ? { number, changes } : undefined;
}

/**
 * The Great Britain licence number in a line of print: 16 characters that have its shape and hold a date, the likeliest where there are
 * several. A misread letter among digits is put right, and the other way round; nothing else is.
 */
export function findLicenceNumber(text: string): string | undefined {
  const characters = text.toUpperCase().replace(/[^A-Z0-9|!]/g, '');
  let best: { number: string; changes: number } | undefined;
  for (let from = 0; from + LICENCE_NUMBER_LENGTH <= characters.length; from++) {
    const found = asNumber(characters.slice(from, from + LICENCE_NUMBER_LENGTH));
    if (found && (!best || found.changes < best.changes)) best = found;
  }
  return best?.number;
}
