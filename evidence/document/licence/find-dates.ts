import { isDate } from '../../../domain/person/dates.js';

const DIGITS: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1', '|': '1', S: '5', B: '8', Z: '2' };
const PATTERN =
  /(?<![\dOolIZ])([\dOolI|SBZ]{2})\s?[.,\-/·:]\s?([\dOolI|SBZ]{2})\s?[.,\-/·:]\s?([\dOolI|SBZ]{4}|[\dOolI|SBZ]{2})(?!\d)/g;

/** A day as printed and where the line goes on after it. */
export interface FoundDate {
  /** YYYY-MM-DD; years of two digits are of this century where that is not after `latest`. */
  date: string;
  /** Where in the text it begins. */
  at: number;
}

/** Days printed as 31.12.2030, 31-12-30 and the like, in their order. @param latest the last day that a year of two digits may mean */
export function findDates(text: string, latest: string): FoundDate[] {
  return [...text.matchAll(PATTERN)].flatMap((match) => {
    const [day, month, year] = match.slice(1, 4).map((part) => [...part].map((one) => DIGITS[one] ?? one).join(''));
    const years = year?.length === 2 ? [`20${year}`, `19${year}`] : [year];
    const dates = years.map((one) => `${one}-${month}-${day}`).filter((date) => isDate(date) && date >= '1900');
    const date = dates.find((one) => one <= latest);
    return date === undefined ? [] : [{ date, at: match.index }];
  });
}
