import { formatMrz } from '../../evidence/mrz/text/format-mrz.js';
import type { CardOrder } from './card.js';
import { drawPage } from './draw-page.js';
import { dotted, type Print, specimenSheet } from './specimen-sheet.js';

/** Papers that prove nobody's identity here, for trying what Surety says of them. All marked SPECIMEN. */

const STICKER = { width: 1200, height: 800 } as const;
const SHEET = { width: 1250, height: 880 } as const;

/** A visa of the format MRV-A (ICAO 9303 part 7). */
export async function drawVisa(order: Omit<CardOrder, 'kind'>): Promise<Uint8Array> {
  const { issuer = 'UTO', nationality = 'UTO', ...holder } = order;
  const lines = formatMrz({ format: 'MRV-A', documentCode: 'V', issuer, nationality, ...holder });
  const svg = specimenSheet(
    STICKER,
    ['#e2f0e4', '#f0ece0'],
    [
      ['VISA', 60, 90, 40, '#23325b'],
      ['VALID FOR UTOPIA', 420, 150, 22],
      [`UNTIL ${dotted(order.expiryDate)}`, 420, 210, 22],
      [`${order.surname.toUpperCase()} ${order.givenNames.toUpperCase()}`, 420, 270, 22],
      ['SPECIMEN - NOT A VISA', 420, 560, 16, '#8a2f3f'],
      ...lines.map((line, row): Print => [line, 41, 690 + row * 63.5, 25.4, '#17171a']),
    ],
  );
  return drawPage({ svg, ...STICKER }, null);
}

/** A certificate: print alone. */
export async function drawCertificate(
  order: Pick<CardOrder, 'surname' | 'givenNames' | 'birthDate'>,
): Promise<Uint8Array> {
  const svg = specimenSheet(
    SHEET,
    ['#f5f0e0', '#f0ead6'],
    [
      ['CERTIFIED COPY OF AN ENTRY OF BIRTH', 120, 120, 26, '#23325b'],
      ['Registration district of Specimen', 120, 220, 20],
      [`Name: ${order.givenNames.toUpperCase()} ${order.surname.toUpperCase()}`, 120, 300, 22],
      [`Date of birth: ${dotted(order.birthDate)}`, 120, 370, 22],
      ['Place of birth: Utopia', 120, 440, 22],
      ['SPECIMEN - NOT A CERTIFICATE', 120, 780, 18, '#8a2f3f'],
    ],
  );
  return drawPage({ svg, ...SHEET }, null);
}
