import type { DocumentKind } from './kind.js';
import { findLicenceNumber } from './licence/find-number.js';
import { looksLikeLicence } from './licence/parse-licence.js';
import type { PrintedLine } from './print-reader.js';

const FOREIGN_LICENCE =
  /PERMIS DE CONDU|FUHRERSCHEIN|RIJBEWIJS|PATENTE DI GUIDA|PERMISO DE CONDU|CARTA DE CONDU|PRAWO JAZDY|KOREKORT|KORKORT|CEADUNAS|DRIVER.?S? LICENSE|AJOKORTTI|FORERKORT|VODICSK|VOZNISKO/;

/** Headings of documents, without accents, the most telling first. */
const HEADINGS: readonly (readonly [DocumentKind, RegExp])[] = [
  ['other', FOREIGN_LICENCE],
  [
    'other',
    /CERTIFIED COPY|(BIRTH|MARRIAGE|DEATH|CIVIL PARTNERSHIP) CERTIFICATE|CERTIFICATE OF|ENTRY OF (BIRTH|MARRIAGE|DEATH)|DEED POLL/,
  ],
  [
    'other',
    /COUNCIL TAX|UTILITY BILL|BANK STATEMENT|ACCOUNT NUMBER|STUDENT (ID|CARD)|HEALTH INSURANCE CARD|FREEDOM PASS|BUS PASS|CITIZENCARD/,
  ],
  [
    'residence-permit',
    /RESIDEN(CE|T) (PERMIT|CARD)|AUFENTHALTSTITEL|TITRE DE SEJOUR|PERMESSO DI SOGGIORNO|PERMISO DE RESIDENCIA|TITULO DE RESIDENCIA|VERBLIJFS|OPPHOLDSKORT|OPHOLDSKORT|UPPEHALLSTILLSTAND|KARTA POBYTU|PERMANENT RESIDENT/,
  ],
  [
    'identity-card',
    /IDENTITY CARD|IDENTITETSKORT|CARTE NATIONALE D|PERSONALAUSWEIS|IDENTITEITSKAART|CARTA D.? ?IDENTITA|NACIONAL DE IDENTIDAD|CARTAO DE CIDADAO|CARTE D.? ?IDENTIT|DOWOD OSOBISTY|OSOBNA IS?KAZ|OBCANSKY PRUKAZ|ISIKUTUNNISTUS|HENKILOKORTTI|SZEMELYAZONOSITO|ID.?KAART|ASMENS TAPATYBES|NATIONAL ID\b/,
  ],
  ['passport', /PASSPORT|PASSEPORT|REISEPASS|PASAPORTE|PASSAPORTO|PASZPORT|PASPOORT|PASSIPORT/],
  ['visa', /\bVISA\b|\bVISUM\b|\bWIZA\b|ENTRY CLEARANCE/],
];

/**
 * Which document the print of a picture without an MRZ is of, by its headings in the languages of Europe; `unknown` where none is known.
 * A licence number tells a United Kingdom licence whatever other words stand on it.
 */
export function kindOfPrint(lines: readonly PrintedLine[]): DocumentKind {
  if (lines.some(({ text }) => findLicenceNumber(text))) return 'driving-licence';
  const text = lines.map((line) => plainText(line)).join('\n');
  const known = HEADINGS.find(([, heading]) => heading.test(text))?.[0];
  return known ?? (looksLikeLicence(lines) ? 'driving-licence' : 'unknown');
}

/** Capitals without accents; words the reader made up from patterns are left out. */
function plainText({ words }: PrintedLine): string {
  return words
    .filter(({ confidence }) => confidence > 0.5)
    .map(({ text }) => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase())
    .join(' ');
}
