import sharp from 'sharp';
import type { RgbImage } from '../../../evidence/image/image.js';
import { decodeRgb } from '../rgb-image.js';
import type { Dice } from './dice.js';

/** What a page can lie on. */
export type Ground = 'streaks' | 'keys' | 'text';

const grey = (value: number): string => `rgb(${value.toFixed(0)},${value.toFixed(0)},${value.toFixed(0)})`;

function streaks(dice: Dice, width: number, height: number): string {
  const colour = `rgb(${dice.whole(30, 220)},${dice.whole(30, 210)},${dice.whole(30, 200)})`;
  const lines = Array.from({ length: dice.whole(0, 60) }, () => {
    const y = dice.between(0, height);
    const look = `stroke="${grey(dice.between(0, 255))}" opacity="0.12" stroke-width="${dice.between(2, 30).toFixed(0)}"`;
    return `<path d="M0 ${y}Q${width / 2} ${y + dice.between(-60, 60)} ${width} ${y + dice.between(-20, 20)}" fill="none" ${look}/>`;
  });
  return `<rect width="100%" height="100%" fill="${colour}"/>${lines.join('')}`;
}

function keys(dice: Dice, width: number, height: number): string {
  const size = width / dice.between(12, 22);
  const isDark = dice.chance(0.5);
  const parts = [`<rect width="100%" height="100%" fill="${isDark ? '#15161a' : '#b9bcc2'}"/>`];
  for (let y = 0; y < height; y += size) {
    for (let x = (((y / size) | 0) % 3) * size * 0.25 - size; x < width; x += size) {
      const key = `x="${x}" y="${y}" width="${size * 0.88}" height="${size * 0.88}" rx="${size * 0.1}"`;
      const mark = `x="${x + size * 0.2}" y="${y + size * 0.2}" width="${size * dice.between(0.1, 0.3)}" height="${size * 0.25}"`;
      parts.push(
        `<rect ${key} fill="${isDark ? '#2b2d33' : '#eceef0'}"/><rect ${mark} fill="${isDark ? '#ddd' : '#444'}"/>`,
      );
    }
  }
  return parts.join('');
}

function text(dice: Dice, width: number, height: number): string {
  const size = dice.between(9, 26);
  const parts = ['<rect width="100%" height="100%" fill="#f4f2ec"/>'];
  for (let y = size; y < height; y += size * 1.9) {
    for (let x = size; x < width - size; ) {
      const letters = dice.whole(1, 11);
      for (let letter = 0; letter < letters; letter++, x += size * 0.62) {
        const tall = dice.between(0.5, 1);
        parts.push(
          `<path d="M${x} ${y}v${-size * tall}m${size * 0.35} 0v${size * tall}h${-size * 0.35}" fill="none"/>`,
        );
      }
      x += size * 0.7;
    }
  }
  return `<g stroke="#222" stroke-width="${size * 0.13}">${parts.join('')}</g>`;
}

const draw = { streaks, keys, text };

/** What the page lies on, all over the picture. */
export function table(on: Ground, dice: Dice, width: number, height: number): Promise<RgbImage> {
  const drawing = draw[on](dice, width, height);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawing}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer().then(decodeRgb);
}
