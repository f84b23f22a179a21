import type { Dice } from './dice.js';
import type { Document, Kind } from './document.js';
import { type Print, printLine } from './print.js';

/** Sizes in tenths of a millimetre (ICAO 9303 parts 4 to 7), and how far apart the lines of the zone are. */
const pages: Readonly<Record<Kind, { width: number; height: number; spacing: number }>> = {
  TD1: { width: 856, height: 540, spacing: 42.3 },
  TD2: { width: 1050, height: 740, spacing: 63.5 },
  TD3: { width: 1250, height: 880, spacing: 63.5 },
  'MRV-A': { width: 1200, height: 800, spacing: 63.5 },
  'MRV-B': { width: 1050, height: 740, spacing: 63.5 },
  french: { width: 1050, height: 740, spacing: 63.5 },
};
const PITCH = 25.4;

const papers = [
  '#f7efe6',
  '#e6eef4',
  '#eaf3ea',
  '#f6f3ee',
  '#f3e6ea',
  '#dfe9ee',
  '#efe9d2',
  '#fbfbfb',
  '#cfe3e6',
  '#e3d9ec',
];
const inks = ['#9fc3b4', '#c9a9c4', '#a9b9dc', '#d8b48c', '#8fb8cf', '#d39a9a', '#b7c77f', '#9a9ad0'];

/** A page as SVG; the unit is a tenth of a millimetre. */
export interface Page {
  svg: string;
  width: number;
  height: number;
}

/** Families of waves over an area, pale to strong: the security print of nobody's documents. */
function securityPrint(dice: Dice, width: number, top: number, height: number): string {
  const families: string[] = [];
  for (let family = dice.whole(1, 3); family > 0; family--) {
    const swing = dice.between(5, 80);
    const waves = dice.between(1, 7);
    const step = dice.between(7, 24);
    let path = '';
    for (let base = top - swing; base < top + height + swing; base += step) {
      for (let x = 0; x <= width; x += 14) {
        const y = base + swing * Math.sin((x / width) * waves * 2 * Math.PI + base / dice.between(68, 72));
        path += `${x === 0 ? 'M' : 'L'}${x} ${y.toFixed(1)}`;
      }
    }
    const look = `stroke-width="${dice.between(0.8, 2.6).toFixed(1)}" opacity="${dice.between(0.25, 0.7).toFixed(2)}"`;
    families.push(`<path d="${path}" fill="none" stroke="${dice.one(inks)}" ${look}/>`);
  }
  return families.join('');
}

/** What stands above the zone: title, rows of small labels with larger values, a dark block in the portrait's place. */
function above(document: Document, print: Print, dice: Dice, { width, height }: Page, until: number): string {
  const { fields } = document;
  const portrait = `<rect x="${width * 0.05}" y="${height * 0.2}" width="${width * 0.24}" height="${until - height * 0.28}" fill="#8b8f98"/>
    <ellipse cx="${width * 0.17}" cy="${height * 0.38}" rx="${width * 0.07}" ry="${height * 0.12}" fill="#c9a48c"/>`;
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/[^\x20-\x7e]/g, '')
      .toUpperCase();
  const values = [
    ['Surname', plain(fields.surname)],
    ['Given names', plain(fields.givenNames)],
    ['No.', fields.documentNumber],
    ['Date of birth', fields.birthDate ?? ''],
    ['Valid until', fields.expiryDate ?? ''],
    ['Authority', 'SPECIMEN OFFICE'],
  ] as const;
  const size = Math.min(17, (until - height * 0.24) / values.length / 3.4);
  const small = { ...print, ink: '#5d6b78', weight: 0, strength: 1 };
  const rows = values.map(([label, value], row) => {
    const y = height * 0.2 + row * size * 3.3;
    const x = width * dice.between(0.33, 0.35);
    return (
      printLine(label, x, y, size * 0.55, small) + printLine(value, x, y + size * 1.5, size, { ...print, weight: 0 })
    );
  });
  return `${printLine('SPECIMEN', width * 0.05, height * 0.1, size * 1.5, { ...print, ink: '#5b2333' })}${portrait}${rows.join('')}`;
}

/** The document's page with its zone in this print, paper and security print by chance. */
export function printedPage(document: Document, print: Print, textPrint: Print, dice: Dice): Page {
  const { width, height, spacing } = pages[document.kind];
  const page: Page = { svg: '', width, height };
  const length = document.lines[0]?.length ?? 0;
  const zone = (document.lines.length - 1) * spacing + 70 + dice.between(-6, 16);
  const left = (width - length * PITCH) / 2 + dice.between(-6, 6);
  const [from, to] = [dice.one(papers), dice.one(papers)];
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<defs><linearGradient id="t" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#t)"/>`,
    securityPrint(dice, width, 0, height - zone - 40),
    dice.chance(0.5) ? securityPrint(dice, width, height - zone - 40, zone + 40) : '',
    dice.chance(0.4)
      ? `<rect y="${height - zone - 50}" width="${width}" height="${zone + 50}" fill="#fbfaf7" opacity="0.8"/>`
      : '',
    dice.chance(0.3)
      ? printLine('SPECIMEN', width * 0.25, height * 0.6, width * 0.07, {
          ...textPrint,
          ink: '#b9564f',
          weight: 0,
          strength: 0.25,
        })
      : '',
    above(document, textPrint, dice, page, height - zone - 40),
    ...document.lines.map((line, at) => printLine(line, left, height - zone + 30 + at * spacing, PITCH, print)),
    '</svg>',
  ];
  return { ...page, svg: parts.join('') };
}
