import { alphabet } from './alphabet.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

const classes: Record<string, string> = {
  P: 'P',
  V: 'V',
  I: 'IAC',
  D: 'D',
  F: 'F',
  R: 'R',
  A: `<${LETTERS}`,
  N: DIGITS,
  B: `<${DIGITS}`,
  S: 'MFX<',
  X: alphabet,
};

/** The characters that a layout's class (one letter of its grammar) allows. Throws on a class that does not exist. */
export function charactersOf(grammarClass: string): string {
  const characters = classes[grammarClass];
  if (!characters) throw new RangeError(`No such class of characters: ${grammarClass}`);
  return characters;
}
