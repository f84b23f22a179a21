import { parsePostcode } from './postcode.js';

/** A postal address in the United Kingdom, as lines of a letter: the name first, the postcode last; 3 to 7 of them. */
export type PostalAddress = readonly string[];

/** One address however it is typed: to count how many letters go there. The name is no part of it. */
export const sameAddress = (lines: PostalAddress): string =>
  lines
    .slice(1)
    .join(' ')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/** What its owner knows it by, and nobody else learns much from: its postcode without the last two letters. */
export const maskedAddress = (lines: PostalAddress): string => `${(lines.at(-1) ?? '').slice(0, -2)}••`;

/** A postcode in the form in which it is written on letters, or undefined. */
export function postcodeLine(typed: string): string | undefined {
  const read = parsePostcode(typed);
  return 'error' in read ? undefined : read.postcode;
}
