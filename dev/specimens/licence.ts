import { licenceNumberStart } from '../../evidence/document/licence/licence-number.js';
import { drawPage, type PagePortrait } from './draw-page.js';
import { CARD, dotted, type Print, specimenSheet } from './specimen-sheet.js';

/** What to draw a specimen driving licence from. Dates are `YYYY-MM-DD`. */
export interface LicenceOrder {
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M' | 'X';
  readonly expiryDate: string;
  readonly entitlement?: 'full' | 'provisional';
  /** The number where it is not the one that belongs to the holder: for forgeries. */
  readonly number?: string;
  readonly portrait: PagePortrait | null;
}

const PORTRAIT = { left: 40, top: 130, width: 210, height: 269 } as const;
const INK = '#22222a';

/**
 * Draws the front of a fictional driving licence in the order of the fields that United Kingdom licences have, marked SPECIMEN, as if a
 * phone had photographed it on a table.
 */
export async function drawLicence(order: LicenceOrder): Promise<Uint8Array> {
  const { entitlement = 'full', portrait } = order;
  const tint = entitlement === 'full' ? (['#f3dbe2', '#f0e6ea'] as const) : (['#d9ecd9', '#e6f0e2'] as const);
  const svg = specimenSheet(CARD, tint, prints(order));
  return drawPage({ svg, width: CARD.width, portraitAt: PORTRAIT }, portrait);
}

function prints(order: LicenceOrder): Print[] {
  const { surname, givenNames, birthDate, sex, expiryDate, entitlement } = order;
  const number = order.number ?? `${licenceNumberStart(order, sex)}9SP 01`;
  const from = `${Number(expiryDate.slice(0, 4)) - 10}${expiryDate.slice(4)}`;
  const title = `${entitlement === 'provisional' ? 'PROVISIONAL ' : ''}DRIVING LICENCE`;
  const [first = '', ...more] = givenNames.toUpperCase().split(' ');
  const rows: [string, string][] = [
    ['1.', surname.toUpperCase()],
    ['2.', `${sex === 'F' ? 'MS' : 'MR'} ${first}`],
    ['', more.join(' ')],
    ['3.', `${dotted(birthDate)} UNITED KINGDOM`],
    ['4a.', `${dotted(from)} 4c. SPEC`],
    ['4b.', dotted(expiryDate)],
    ['5.', number],
    ['8.', '1 SPECIMEN ROAD, LEEDS, LS1 4AP'],
    ['9.', 'AM/A/B1/B/f/k/l/n/p/q'],
  ];
  const lines = rows.filter(([, value]) => value !== '');
  return [
    [title, 190, 62, 22, '#5b2333'],
    ['UK', 90, 62, 26, '#23325b'],
    ...lines.flatMap(([label, value], row): Print[] => [
      [label, 285, 122 + row * 44, 10, '#6b5560'],
      [value, 335, 122 + row * 44, value.length > 24 ? 13 : 17, INK],
    ]),
    ['SPECIMEN - NOT A LICENCE', 40, 520, 12, '#8a2f3f'],
  ];
}
