import { formatMrz } from '../../evidence/mrz/text/format-mrz.js';
import { drawPage, type PagePortrait } from './draw-page.js';
import { CARD, dotted, type Print, specimenSheet } from './specimen-sheet.js';

/** What to draw a specimen identity card or residence permit from. Dates are `YYYY-MM-DD`; `issuer` and `nationality` are ICAO codes. */
export interface CardOrder {
  readonly kind: 'identity-card' | 'residence-permit';
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M' | 'X';
  readonly expiryDate: string;
  readonly documentNumber: string;
  readonly issuer?: string;
  readonly nationality?: string;
}

/** A card of the size ID-2 is 105 × 74 mm (ISO/IEC 7810). */
const LARGE_CARD = { width: 1050, height: 740 } as const;
const PORTRAIT = { left: 40, top: 110, width: 230, height: 295 } as const;
const LARGE_PORTRAIT = { left: 40, top: 130, width: 280, height: 359 } as const;
const CODES = { 'identity-card': 'I', 'residence-permit': 'IR' } as const;
const TITLES = { 'identity-card': 'IDENTITY CARD', 'residence-permit': 'RESIDENCE PERMIT' } as const;
const TINTS = { 'identity-card': ['#dfe9f5', '#eaf1ec'], 'residence-permit': ['#e9dff0', '#f3e6e6'] } as const;
const LABEL = '#5d6b78';

/** The side of a TD1 card with the portrait: no machine-readable lines. */
export async function drawCardFront(order: CardOrder, portrait: PagePortrait | null): Promise<Uint8Array> {
  const svg = specimenSheet(CARD, TINTS[order.kind], [
    [TITLES[order.kind], 300, 60, 22, '#23325b'],
    ...printed(order, 300, 120, 62, 18),
    ['SPECIMEN - NOT A DOCUMENT', 40, 515, 12, '#8a2f3f'],
  ]);
  return drawPage({ svg, ...CARD, portraitAt: PORTRAIT }, portrait);
}

/** The side of a TD1 card with the three machine-readable lines (ICAO 9303 part 5). */
export async function drawCardBack(order: CardOrder): Promise<Uint8Array> {
  const svg = specimenSheet(CARD, TINTS[order.kind], [
    ['SPECIMEN OFFICE', 60, 70, 14, LABEL],
    ['SPECIMEN - NOT A DOCUMENT', 60, 120, 14, '#8a2f3f'],
    ...linesOf(order, 'TD1').map((line, row): Print => [line, 46, 370 + row * 63.5, 25.4, '#17171a']),
  ]);
  return drawPage({ svg, ...CARD }, null);
}

/** A TD2 card: portrait and its two machine-readable lines on one side (ICAO 9303 part 6). */
export async function drawLargeCard(order: CardOrder, portrait: PagePortrait | null): Promise<Uint8Array> {
  const svg = specimenSheet(LARGE_CARD, TINTS[order.kind], [
    [TITLES[order.kind], 360, 70, 24, '#23325b'],
    ...printed(order, 360, 140, 66, 20),
    ['SPECIMEN - NOT A DOCUMENT', 360, 545, 12, '#8a2f3f'],
    ...linesOf(order, 'TD2').map((line, row): Print => [line, 62, 630 + row * 63.5, 25.4, '#17171a']),
  ]);
  return drawPage({ svg, ...LARGE_CARD, portraitAt: LARGE_PORTRAIT }, portrait);
}

function linesOf({ kind, issuer = 'UTO', nationality = 'UTO', ...rest }: CardOrder, format: 'TD1' | 'TD2'): string[] {
  return formatMrz({ format, documentCode: CODES[kind], issuer, nationality, ...rest });
}

function printed(order: CardOrder, x: number, y: number, step: number, pitch: number): Print[] {
  const rows = [
    ['Surname', order.surname.toUpperCase()],
    ['Given names', order.givenNames.toUpperCase()],
    ['Date of birth', dotted(order.birthDate)],
    ['Nationality / Sex', `${order.nationality ?? 'UTO'} / ${order.sex}`],
    ['Date of expiry', dotted(order.expiryDate)],
    ['Document No.', order.documentNumber],
  ];
  return rows.flatMap(([label = '', value = ''], row): Print[] => [
    [label, x, y + row * step - 22, 9, LABEL],
    [value, x, y + row * step + 8, pitch],
  ]);
}
