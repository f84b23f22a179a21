import { transliterate } from '../../mrz/text/transliterate.js';

/** What the first 13 characters of a Great Britain licence number are made of. */
export interface LicenceHolder {
  surname: string;
  givenNames: string;
  /** YYYY-MM-DD */
  birthDate: string;
}

const SURNAME = 5;
/** 5 characters of the surname, 6 digits of the date of birth, 2 initials, then 3 that the agency chose. */
export const LICENCE_NUMBER_LENGTH = 16;

/** The first five letters of the surname, filled up with 9; `MAC` is shortened to `MC`, so that both spellings give one number. */
function surnamePart(surname: string): string {
  const letters = transliterate(surname).replaceAll(' ', '').replace(/^MAC/, 'MC');
  return letters.slice(0, SURNAME).padEnd(SURNAME, '9');
}

/** The first letters of the first two given names, filled up with 9. */
function initialsPart(givenNames: string): string {
  const words = transliterate(givenNames).split(' ').filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('')
    .padEnd(2, '9');
}

/**
 * The 13 characters of a licence number that follow from who its holder is: surname; decade of birth, month (five more in its first digit
 * where the holder is female), day, year; initials. Source: INF1D and DVLA's published description of the driver number.
 */
export function licenceNumberStart(holder: LicenceHolder, sex: 'F' | 'M' | 'X'): string {
  const [year = '', month = '', day = ''] = holder.birthDate.split('-');
  const months = sex === 'F' ? String(Number(month) + 50) : month;
  const born = `${year.slice(2, 3)}${months}${day}${year.slice(3, 4)}`;
  return `${surnamePart(holder.surname)}${born}${initialsPart(holder.givenNames)}`;
}

/**
 * Which of its parts a licence number shares with the holder that the card names. A number has no other protection that is published, so
 * all three must agree before a machine believes any of them.
 */
export function compareLicenceNumber(
  number: string,
  holder: LicenceHolder,
): Record<'surname' | 'birthDate' | 'initials', boolean> {
  const female = licenceNumberStart(holder, 'F');
  const male = licenceNumberStart(holder, 'M');
  const part = (from: number, to: number) =>
    [female, male].some((made) => made.slice(from, to) === number.slice(from, to));
  return { surname: part(0, 5), birthDate: part(5, 11), initials: part(11, 13) };
}
