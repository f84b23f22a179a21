import { guilloche } from './guilloche.js';
import { textPath } from './outlines.js';

/** A card of the size ID-1 is 85.6 × 54 mm (ISO/IEC 7810); the drawing's unit is a tenth of a millimetre. */
export const CARD = { width: 856, height: 540 } as const;

/** A line of print: its text, where its base line begins, how wide a character is. */
export type Print = readonly [text: string, x: number, y: number, pitch: number, fill?: string];

/** A fictional card or page, marked SPECIMEN, as SVG. @param tint colours from the upper left to the lower right */
export function specimenSheet(
  { width, height }: { width: number; height: number },
  tint: readonly [string, string],
  prints: readonly Print[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<defs><linearGradient id="tint" x2="1" y2="1"><stop stop-color="${tint[0]}"/><stop offset="1" stop-color="${tint[1]}"/>`,
    '</linearGradient></defs>',
    `<rect width="${width}" height="${height}" rx="24" fill="url(#tint)"/>`,
    guilloche(width, height),
    textPath('SPECIMEN', width * 0.34, height * 0.62, width * 0.07, '#b9564f2b'),
    ...prints.map(([text, x, y, pitch, fill = '#1d1d22']) => textPath(text, x, y, pitch, fill)),
    '</svg>',
  ].join('');
}

/** 1990-05-01 as 01.05.1990, as cards print it. */
export function dotted(date: string): string {
  return date.split('-').reverse().join('.');
}
