/** The machine-readable zones of ICAO 9303 parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (MRV-A and MRV-B). */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B';

/** Half-open range of characters in one line, both counted from 0. */
export interface Span {
  line: number;
  from: number;
  to: number;
}

/** A check digit stands at `digit` and is calculated over the spans' text, joined. */
export interface Check {
  over: readonly Span[];
  digit: Span;
  /** The digit may be a filler where all it covers is filler (ICAO 9303 part 4, personal number). */
  mayBeEmpty?: boolean;
}

export type FieldName =
  | 'documentCode'
  | 'issuer'
  | 'documentNumber'
  | 'nationality'
  | 'birthDate'
  | 'sex'
  | 'expiryDate'
  | 'optional';

export interface Layout {
  format: MrzFormat;
  /** `french` is the French national card of 1988 to 2021: two lines of 36 in an order of its own. */
  variant: 'standard' | 'french';
  /**
   * One string per line with a class for each position: P I V = what a document code may begin with, A = letter or
   * filler, N = digit, B = digit or filler (an unknown part of a date), S = sex, X = anything. A nationality is
   * X: letters forced on what is printed otherwise would look like a state; `statesKnown` says whether it is one.
   */
  grammar: readonly string[];
  fields: Partial<Record<FieldName, Span>>;
  /** Where the names stand: one span with `<<` between surname and given names, or two spans. */
  names: readonly Span[];
  checks: readonly Check[];
  /** A document number longer than its field runs on into this span (ICAO 9303 part 5, note j; part 6, note j). */
  numberRunsOnInto?: Span;
}

const span = (line: number, from: number, to: number): Span => ({ line, from, to });
const check = (digit: Span, ...over: Span[]): Check => ({ digit, over });

/** Second line shared by TD2, TD3 and both visas up to its optional data. */
const SECOND = `${'X'.repeat(9)}NXXX${'B'.repeat(6)}NS${'N'.repeat(6)}N`;
const secondFields = {
  documentCode: span(0, 0, 2),
  issuer: span(0, 2, 5),
  documentNumber: span(1, 0, 9),
  nationality: span(1, 10, 13),
  birthDate: span(1, 13, 19),
  sex: span(1, 20, 21),
  expiryDate: span(1, 21, 27),
} as const;
const secondChecks = [
  check(span(1, 9, 10), span(1, 0, 9)),
  check(span(1, 19, 20), span(1, 13, 19)),
  check(span(1, 27, 28), span(1, 21, 27)),
];

const td3: Layout = {
  format: 'TD3',
  variant: 'standard',
  grammar: [`PAAAA${'A'.repeat(39)}`, `${SECOND}${'X'.repeat(14)}BN`],
  fields: { ...secondFields, optional: span(1, 28, 42) },
  names: [span(0, 5, 44)],
  checks: [
    ...secondChecks,
    { digit: span(1, 42, 43), over: [span(1, 28, 42)], mayBeEmpty: true },
    check(span(1, 43, 44), span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)),
  ],
};

const td2: Layout = {
  format: 'TD2',
  variant: 'standard',
  grammar: [`IAAAA${'A'.repeat(31)}`, `${SECOND.slice(0, 9)}B${SECOND.slice(10)}${'X'.repeat(7)}N`],
  fields: { ...secondFields, optional: span(1, 28, 35) },
  names: [span(0, 5, 36)],
  checks: [...secondChecks, check(span(1, 35, 36), span(1, 0, 10), span(1, 13, 20), span(1, 21, 35))],
  numberRunsOnInto: span(1, 28, 35),
};

const french: Layout = {
  format: 'TD2',
  variant: 'french',
  grammar: [`IDFRA${'A'.repeat(25)}${'X'.repeat(6)}`, `${'X'.repeat(12)}N${'A'.repeat(14)}${'N'.repeat(7)}SN`],
  fields: {
    documentCode: span(0, 0, 2),
    issuer: span(0, 2, 5),
    nationality: span(0, 2, 5),
    documentNumber: span(1, 0, 12),
    birthDate: span(1, 27, 33),
    sex: span(1, 34, 35),
    optional: span(0, 30, 36),
  },
  names: [span(0, 5, 30), span(1, 13, 27)],
  checks: [
    check(span(1, 12, 13), span(1, 0, 12)),
    check(span(1, 33, 34), span(1, 27, 33)),
    check(span(1, 35, 36), span(0, 0, 36), span(1, 0, 35)),
  ],
};

const td1: Layout = {
  format: 'TD1',
  variant: 'standard',
  grammar: [
    `IAAAA${'X'.repeat(9)}B${'X'.repeat(15)}`,
    `${'B'.repeat(6)}NS${'N'.repeat(7)}XXX${'X'.repeat(11)}N`,
    'A'.repeat(30),
  ],
  fields: {
    documentCode: span(0, 0, 2),
    issuer: span(0, 2, 5),
    documentNumber: span(0, 5, 14),
    optional: span(0, 15, 30),
    birthDate: span(1, 0, 6),
    sex: span(1, 7, 8),
    expiryDate: span(1, 8, 14),
    nationality: span(1, 15, 18),
  },
  names: [span(2, 0, 30)],
  checks: [
    check(span(0, 14, 15), span(0, 5, 14)),
    check(span(1, 6, 7), span(1, 0, 6)),
    check(span(1, 14, 15), span(1, 8, 14)),
    check(span(1, 29, 30), span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)),
  ],
  numberRunsOnInto: span(0, 15, 30),
};

function visa(format: 'MRV-A' | 'MRV-B', length: number): Layout {
  return {
    format,
    variant: 'standard',
    grammar: [`VAAAA${'A'.repeat(length - 5)}`, `${SECOND}${'X'.repeat(length - 28)}`],
    fields: { ...secondFields, optional: span(1, 28, length) },
    names: [span(0, 5, length)],
    checks: secondChecks,
  };
}

/** All layouts that are read. The French card stands before TD2, whose shape it also fits. */
export const layouts: readonly Layout[] = [td3, td1, french, td2, visa('MRV-A', 44), visa('MRV-B', 36)];

/** The text at a span. */
export function textAt(lines: readonly string[], { line, from, to }: Span): string {
  return lines[line]?.slice(from, to) ?? '';
}
