import { formatMrz, type MrzToWrite } from '../../../evidence/mrz/text/format-mrz.js';
import type { Dice } from './dice.js';
import { frenchLines } from './french-lines.js';
import { holder, states } from './holders.js';

/** The machine-readable zones there are, the French national card of 1988 to 2021 among them. */
export const kinds = ['TD1', 'TD2', 'TD3', 'MRV-A', 'MRV-B', 'french'] as const;
export type Kind = (typeof kinds)[number];

/** A document that does not exist: what its machine-readable zone says and what is printed above it. */
export interface Document {
  kind: Kind;
  lines: string[];
  fields: Omit<MrzToWrite, 'format'>;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

const codes = {
  TD1: ['ID', 'I', 'IR', 'C', 'AC', 'AR', 'IP'],
  TD2: ['I', 'ID', 'AC', 'IR'],
  TD3: ['P', 'P', 'P', 'PD', 'PO', 'PP'],
  'MRV-A': ['V', 'VC'],
  'MRV-B': ['V', 'VC', 'VB'],
} as const;

function number(dice: Dice): string {
  const length = dice.one([9, 9, 9, 8, 7]);
  const letters = dice.whole(0, 3);
  const pattern = dice.roll();
  if (pattern < 0.45) return dice.text(length, DIGITS);
  if (pattern < 0.8) return dice.text(letters, LETTERS) + dice.text(length - letters, DIGITS);
  return dice.text(length, LETTERS + DIGITS);
}

function day(dice: Dice, from: number, to: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${dice.whole(from, to)}-${two(dice.whole(1, 12))}-${two(dice.whole(1, 28))}`;
}

function optionalData(dice: Dice, room: number): string {
  if (dice.chance(0.5)) return '';
  return dice.chance(0.7) ? dice.text(dice.whole(Math.min(4, room), room), DIGITS) : dice.text(room, LETTERS + DIGITS);
}

/** A document by chance: names, states, numbers and dates as they are found on real ones, right check digits. */
export function randomDocument(kind: Kind, dice: Dice): Document {
  const { state, surname, givenNames } = holder(dice);
  const common = {
    surname,
    givenNames,
    issuer: state,
    nationality: dice.chance(0.15) ? dice.one(states) : state,
    documentNumber: number(dice),
    birthDate: day(dice, 1932, 2012),
    sex: dice.one(['F', 'M', 'F', 'M', 'X'] as const),
    expiryDate: day(dice, 2024, 2035),
  };
  if (kind === 'french') {
    const fields = {
      ...common,
      documentCode: 'ID',
      issuer: 'FRA',
      nationality: 'FRA',
      documentNumber: dice.text(12, DIGITS),
    };
    return { kind, fields, lines: frenchLines(fields, dice.text(6, DIGITS)) };
  }
  const room = { TD1: 11, TD2: 7, TD3: 14, 'MRV-A': 16, 'MRV-B': 8 }[kind];
  const isLong = kind === 'TD1' && dice.chance(0.1);
  const fields = {
    ...common,
    documentCode: dice.one(codes[kind]),
    ...(isLong ? { documentNumber: dice.text(12, DIGITS) } : { personalNumber: optionalData(dice, room) }),
  };
  return { kind, fields, lines: formatMrz({ ...fields, format: kind }) };
}
