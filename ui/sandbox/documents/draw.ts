import type { Reason } from '../../../domain/journey/reasons.js';
import { markOf } from '../../../domain/sandbox/picture-mark.js';
import { pixelsOf } from './pixel-font.js';
import { greyPng } from './png.js';

const [WIDTH, HEIGHT] = [1000, 640];
const [PAPER, INK, FRAME] = [238, 40, 120];

/**
 * A test document: a card that says SPECIMEN and what it comes to, to be seen by people; the sandbox reads it from the file.
 * @param reason left out: one of which nothing is said, for who is to pass
 * @returns PNG of 1000 × 640 pixels, a few kB
 */
export function drawTestDocument(reason?: Reason): Buffer {
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(PAPER);
  const fill = (left: number, top: number, width: number, height: number, shade: number) => {
    for (let y = top; y < top + height; y++) pixels.fill(shade, y * WIDTH + left, y * WIDTH + left + width);
  };
  const write = (text: string, top: number, scale: number) => {
    const left = Math.round((WIDTH - (text.length * 6 - 1) * scale) / 2);
    for (const { x, y } of pixelsOf(text)) fill(left + x * scale, top + y * scale, scale, scale, INK);
  };
  for (const [left, top, width, height] of [
    [20, 20, 960, 6],
    [20, 614, 960, 6],
    [20, 20, 6, 600],
    [974, 20, 6, 600],
  ] as const) {
    fill(left, top, width, height, FRAME);
  }
  write('SURETY SANDBOX', 70, 6);
  write('SPECIMEN', 200, 18);
  write('TEST DOCUMENT - OF NOBODY', 400, 5);
  write((reason ?? 'passes').toUpperCase(), 510, 4);
  return greyPng(pixels, WIDTH, HEIGHT, `SPECIMEN ${reason ? markOf(reason) : ''}`);
}
