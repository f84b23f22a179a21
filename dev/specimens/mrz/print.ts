import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import opentype from 'opentype.js';
import { projectRoot } from '../../../platform/root.js';
import type { Dice } from './dice.js';

/** How a zone is printed. */
export interface Print {
  font: opentype.Font;
  /** Added to each stroke's width as a share of the pitch: below 0 thin. */
  weight: number;
  /** 0 invisible to 1 as dark as the ink is. */
  strength: number;
  ink: string;
  /** Height of the glyphs, 1 as the font has it. */
  stretch: number;
}

export type PrintKind = 'regular' | 'bold' | 'faint' | 'other';

const OCR_B = join(projectRoot, 'dev/specimens/fonts/OCRB.otf');
/** Prints that are not OCR-B, where the system has them (Debian: fonts-liberation, fonts-dejavu). The network never saw the narrow and the condensed one in training. */
const OTHERS = [
  '/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationMono-Bold.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationSansNarrow-Regular.ttf',
  '/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed.ttf',
  '/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf',
];

const opened = new Map<string, opentype.Font>();

function open(file: string): opentype.Font {
  const font = opened.get(file) ?? opentype.parse(new Uint8Array(readFileSync(file)).buffer);
  opened.set(file, font);
  return font;
}

/** Whether this machine has a font to draw the kind of print with. */
export function canPrint(kind: PrintKind): boolean {
  return kind !== 'other' || OTHERS.some((file) => existsSync(file));
}

/** A print of a kind by chance. Throws where the machine has no other fonts. */
export function randomPrint(kind: PrintKind, dice: Dice): Print {
  const font = open(kind === 'other' ? dice.one(OTHERS.filter((file) => existsSync(file))) : OCR_B);
  const ink = dice.one(['#111', '#1a1a20', '#222', '#15182a', '#2b2622']);
  const stretch = dice.between(0.94, 1.06);
  if (kind === 'bold') return { font, weight: dice.between(0.08, 0.15), strength: 1, ink, stretch };
  if (kind === 'faint')
    return { font, weight: dice.between(-0.03, 0), strength: dice.between(0.38, 0.6), ink, stretch };
  return { font, weight: dice.between(-0.01, 0.05), strength: dice.between(0.85, 1), ink, stretch };
}

/** One line as an SVG path, one character per `pitch` whatever the font's own widths. `x` and `y`: left end of the base line. */
export function printLine(text: string, x: number, y: number, pitch: number, print: Print): string {
  const { font, weight, strength, ink, stretch } = print;
  const capital = font.charToGlyph('H').getBoundingBox().y2 / font.unitsPerEm;
  const size = (0.94 * pitch) / capital;
  const outlines = [...text].map((character, index) => {
    const glyph = font.charToGlyph(character);
    const { x1, x2 } = glyph.getBoundingBox();
    const width = ((x2 - x1) * size) / font.unitsPerEm;
    const squeeze = Math.min(1, (0.86 * pitch) / width);
    if (squeeze < 1) return squeezed(glyph, x + index * pitch, y, size, pitch, squeeze);
    const advance = ((glyph.advanceWidth ?? font.unitsPerEm) * size) / font.unitsPerEm;
    return glyph.getPath(x + index * pitch + (pitch - advance) / 2, y, size).toPathData(2);
  });
  const stroke =
    weight === 0 ? '' : ` stroke="${weight > 0 ? ink : '#fff'}" stroke-width="${Math.abs(weight) * pitch}"`;
  const place = `translate(0 ${y}) scale(1 ${stretch}) translate(0 ${-y})`;
  return `<path d="${outlines.join('')}" fill="${ink}"${stroke} opacity="${strength}" transform="${place}"/>`;
}

/** A glyph wider than its place (the M of a proportional font) made narrower, in the middle of it. */
function squeezed(glyph: opentype.Glyph, left: number, y: number, size: number, pitch: number, share: number): string {
  const path = glyph.getPath(0, y, size);
  const { x1, x2 } = path.getBoundingBox();
  const shift = left + pitch / 2 - ((x1 + x2) / 2) * share;
  for (const command of path.commands) {
    if ('x' in command) command.x = command.x * share + shift;
    if ('x1' in command) command.x1 = command.x1 * share + shift;
    if ('x2' in command) command.x2 = command.x2 * share + shift;
  }
  return path.toPathData(2);
}
