import { checkDigit } from '../../../evidence/mrz/text/check-digit.js';
import { transliterate } from '../../../evidence/mrz/text/transliterate.js';

/** What the lines of a French national identity card of 1988 to 2021 are written from. */
interface FrenchFields {
  surname: string;
  givenNames: string;
  /** Twelve digits. */
  documentNumber: string;
  birthDate: string;
  sex: string;
}

const field = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');

/**
 * The two lines of 36 of a French national identity card of 1988 to 2021, which has an order of its own.
 * @param office where the card was issued: six characters
 */
export function frenchLines(fields: FrenchFields, office: string): string[] {
  const { surname, givenNames, documentNumber, birthDate, sex } = fields;
  const name = (text: string): string => transliterate(text).replaceAll(' ', '<');
  const first = `IDFRA${field(name(surname), 25)}${field(office, 6)}`;
  const given = transliterate(givenNames).replaceAll(' ', '<');
  const birth = birthDate.replaceAll('-', '').slice(2);
  const body = `${documentNumber}${checkDigit(documentNumber)}${field(given, 14)}${birth}${checkDigit(birth)}${sex === 'F' ? 'F' : 'M'}`;
  return [first, body + checkDigit(first + body)];
}
