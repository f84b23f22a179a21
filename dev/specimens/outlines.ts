import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import opentype from 'opentype.js';
import { projectRoot } from '../../platform/root.js';

let font: opentype.Font | undefined;

function ocrB(): opentype.Font {
  if (!font) {
    const file = readFileSync(join(projectRoot, 'dev/specimens/fonts/OCRB.otf'));
    font = opentype.parse(new Uint8Array(file).buffer);
  }
  return font;
}

/**
 * One line of OCR-B text as an SVG path, so that no machine needs the font installed. Letters with accents lose them: the font has none.
 * @param x left edge, in the drawing's units
 * @param y base line
 * @param pitch width of one character; OCR-B has one width for all, ICAO 9303 part 3 (4.3) sets 2.54 mm in the MRZ
 */
export function textPath(text: string, x: number, y: number, pitch: number, fill: string): string {
  const face = ocrB();
  const size = (pitch * face.unitsPerEm) / (face.charToGlyph('A').advanceWidth ?? face.unitsPerEm);
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '');
  const outlines = [...plain].map((character, index) =>
    character === ' '
      ? ''
      : face
          .charToGlyph(character)
          .getPath(x + index * pitch, y, size)
          .toPathData(2),
  );
  return `<path d="${outlines.join('')}" fill="${fill}"/>`;
}
