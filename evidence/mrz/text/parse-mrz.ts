import { checkDigit } from './check-digit.js';
import { readBirthDate, readExpiryDate } from './dates.js';
import type { MrzFields } from './fields.js';
import { isIssuerCode } from './issuer-codes.js';
import { type Check, type FieldName, type Layout, layouts, type MrzFormat, textAt } from './layouts.js';
import { matchesGrammar } from './matches-grammar.js';

/** The parsed text of a machine-readable zone. */
export interface ParsedMrz {
  format: MrzFormat;
  fields: MrzFields;
  checkDigitsValid: boolean;
  /** Both issuer and nationality are codes that ICAO 9303 part 3, section 5 knows. */
  statesKnown: boolean;
}

const words = (text: string): string => text.replace(/<+/g, ' ').trim();

function isRight(lines: readonly string[], check: Check): boolean {
  const covered = check.over.map((span) => textAt(lines, span)).join('');
  const digit = textAt(lines, check.digit);
  if (digit === '<') return Boolean(check.mayBeEmpty) && /^<*$/.test(covered);
  return digit === checkDigit(covered);
}

/** The document number with what runs on into the optional data, the rest of those, and whether its check holds. */
function readNumber(
  lines: readonly string[],
  layout: Layout,
): { number: string; optional: string; long: boolean; valid: boolean } {
  const field = layout.fields.documentNumber;
  const numberText = field ? textAt(lines, field) : '';
  const optional = layout.fields.optional ? textAt(lines, layout.fields.optional) : '';
  const numberCheck = layout.checks[0];
  const ordinary = { number: words(numberText), optional, long: false, valid: true };
  if (!layout.numberRunsOnInto || !numberCheck || textAt(lines, numberCheck.digit) !== '<') return ordinary;
  const rest = /^([0-9A-Z]+)([0-9])(?:<|$)/.exec(textAt(lines, layout.numberRunsOnInto));
  if (!rest) return { ...ordinary, valid: false };
  const number = numberText + rest[1];
  const after = optional.slice((rest[1]?.length ?? 0) + 1);
  return { number: words(number), optional: after, long: true, valid: checkDigit(number) === rest[2] };
}

function readNames(
  lines: readonly string[],
  layout: Layout,
): { surname: string; givenNames: string; namesMayBeCut: boolean } {
  const [first = '', second] = layout.names.map((span) => textAt(lines, span));
  const namesMayBeCut = [first, second ?? '<'].some((text) => !text.endsWith('<'));
  if (second !== undefined) return { surname: words(first), givenNames: words(second), namesMayBeCut };
  const divider = first.indexOf('<<');
  if (divider < 0) return { surname: words(first), givenNames: '', namesMayBeCut };
  return { surname: words(first.slice(0, divider)), givenNames: words(first.slice(divider)), namesMayBeCut };
}

/** The layout whose shape the lines have, or undefined. */
export function layoutOf(lines: readonly string[]): Layout | undefined {
  return layouts.find((layout) => matchesGrammar(lines, layout));
}

/**
 * Reads the text of an MRZ: two or three lines of `A`–`Z`, `0`–`9` and `<`. `today` (YYYY-MM-DD) settles the century of
 * its dates. Undefined where the lines have no known shape; wrong check digits are reported, never repaired.
 * Source: ICAO 9303 parts 3 to 7.
 */
export function parseMrz(lines: readonly string[], today: string): ParsedMrz | undefined {
  const layout = layoutOf(lines);
  if (!layout) return undefined;
  const text = (name: FieldName): string => {
    const span = layout.fields[name];
    return span ? textAt(lines, span) : '';
  };
  const { number, optional, long, valid } = readNumber(lines, layout);
  const sex = text('sex');
  const personalNumber = words(optional);
  const fields: MrzFields = {
    documentCode: words(text('documentCode')),
    issuer: words(text('issuer')),
    documentNumber: number,
    nationality: words(text('nationality')),
    ...readNames(lines, layout),
    birthDate: readBirthDate(text('birthDate'), today),
    sex: sex === 'M' || sex === 'F' ? sex : 'X',
    expiryDate: readExpiryDate(text('expiryDate'), today),
    ...(personalNumber ? { personalNumber } : {}),
  };
  const checks = long ? layout.checks.slice(1) : layout.checks;
  return {
    format: layout.format,
    fields,
    checkDigitsValid: valid && checks.every((check) => isRight(lines, check)),
    statesKnown: isIssuerCode(fields.issuer) && isIssuerCode(fields.nationality),
  };
}
