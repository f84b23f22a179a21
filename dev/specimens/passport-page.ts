import { guilloche } from './guilloche.js';
import { textPath } from './outlines.js';

/** A data page is 125 × 88 mm (ICAO 9303 part 4); the drawing's unit is a tenth of a millimetre. */
export const PAGE = { width: 1250, height: 880 } as const;
/** Where the portrait is printed, in the drawing's units. */
export const PORTRAIT = { left: 60, top: 150, width: 320, height: 410 } as const;

/** What is printed on a specimen passport. Dates are `YYYY-MM-DD`. */
export interface PassportFields {
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M' | 'X';
  readonly expiryDate: string;
  readonly documentNumber: string;
  readonly issuer: string;
  readonly nationality: string;
}

/** The data page without its portrait, as SVG. @param mrz the two lines of 44 characters */
export function passportPage(fields: PassportFields, mrz: readonly string[]): string {
  const { width, height } = PAGE;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    '<defs><linearGradient id="tint" x2="1" y2="1"><stop stop-color="#f7efe6"/><stop offset="1" stop-color="#e6eef4"/>',
    '</linearGradient></defs>',
    `<rect width="${width}" height="${height}" rx="24" fill="url(#tint)"/>`,
    guilloche(width, 640),
    `<rect y="640" width="${width}" height="${height - 640}" fill="#f6f3ee" opacity="0.85"/>`,
    textPath('SPECIMEN', 430, 480, 95, '#b9564f33'),
    textPath('PASSPORT', 60, 80, 30, '#5b2333'),
    textPath('SPECIMEN - NOT A TRAVEL DOCUMENT', 440, 78, 22, '#8a2f3f'),
    `<path d="M40 105H${width - 40}" stroke="#8a6a5a" stroke-width="2"/>`,
  ];
  for (const { label, value, x, y } of printedFields(fields)) {
    parts.push(textPath(label, x, y, 11, '#5d6b78'), textPath(value, x, y + 34, 22, '#1d1d22'));
  }
  // ICAO 9303 part 4, 4.2.4: lines a quarter of an inch apart, near the lower edge.
  for (const [index, line] of mrz.entries()) parts.push(textPath(line, 66, 766 + index * 63.5, 25.4, '#17171a'));
  return `${parts.join('')}</svg>`;
}

function printedFields(fields: PassportFields) {
  const rows = [
    [
      ['Type', 'P'],
      ['Code', fields.issuer],
      ['Passport No.', fields.documentNumber],
    ],
    [['Surname (1)', fields.surname.toUpperCase()]],
    [['Given names (2)', fields.givenNames.toUpperCase()]],
    [
      ['Nationality (3)', fields.nationality],
      ['Date of birth (4)', printedDate(fields.birthDate)],
    ],
    [
      ['Sex (5)', fields.sex],
      ['Date of expiry (9)', printedDate(fields.expiryDate)],
    ],
    [['Authority (8)', 'SPECIMEN OFFICE']],
  ] as const;
  const columns = [440, 700, 900];
  return rows.flatMap((row, line) =>
    row.map(([label, value], column) => ({ label, value, x: columns[column] as number, y: 160 + line * 80 })),
  );
}

/** 1990-05-01 is printed as 01 MAY 90, as passports do. */
function printedDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'][Number(month) - 1];
  if (!name) throw new RangeError('not a date of the form YYYY-MM-DD');
  return `${day} ${name} ${year.slice(2)}`;
}
