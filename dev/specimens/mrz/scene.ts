import sharp from 'sharp';
import type { RgbImage } from '../../../evidence/image/image.js';
import { addNoise } from '../random.js';
import { decodeRgb, encodeJpeg, toSharp } from '../rgb-image.js';
import { cornersOf, homographyBetween, type Point, warpOnto } from '../warp.js';
import type { Dice } from './dice.js';
import type { Page } from './page.js';
import { type Ground, table } from './table.js';

const { exp, max, min, round } = Math;

/** How a page is photographed. Lengths are shares of the page's width. */
export interface Scene {
  /** Width of the page in the picture, px. */
  pageWidth: number;
  /** Clockwise, degrees. */
  turn: number;
  /** How far corners are moved by perspective. */
  perspective: number;
  /** What is around the page: 0 cuts it tightly. */
  margin: number;
  /** What the page lies on: other print is what a reader may take for a zone. */
  on: Ground;
  /** How far the middle of the page bulges, as a share of its height. */
  bend: number;
  /** How much light falls off across the picture, 0 to 1. */
  shade: number;
  /** Radius of the blur (sigma). */
  blur: number;
  /** Grey levels. */
  noise: number;
  /** How much white a mirrored lamp on the zone adds, 0 to 1. */
  glare: number;
  /** JPEG, 1 to 100. */
  quality: number;
}

/** Draws larger than needed, so that the camera's pixels are not the drawing's. */
async function rendered({ svg, width }: Page, pageWidth: number): Promise<RgbImage> {
  const drawn = min(2400, max(900, pageWidth * 1.25));
  const picture = await decodeRgb(
    await sharp(Buffer.from(svg), { density: (72 * drawn) / width })
      .png()
      .toBuffer(),
  );
  if (picture.width < pageWidth * 1.6) return picture;
  return decodeRgb(
    await toSharp(picture)
      .resize({ width: round(pageWidth * 1.1) })
      .png()
      .toBuffer(),
  );
}

/** A page that does not lie flat: its middle is lower or higher than its edges. */
function bent(page: RgbImage, bend: number): RgbImage {
  const { width, height } = page;
  const data = new Uint8Array(page.data.length);
  for (let x = 0; x < width; x++) {
    const shift = round(bend * height * 4 * (x / width) * (1 - x / width));
    for (let y = 0; y < height; y++) {
      const from = (max(0, min(height - 1, y + shift)) * width + x) * 3;
      for (let channel = 0; channel < 3; channel++)
        data[(y * width + x) * 3 + channel] = page.data[from + channel] as number;
    }
  }
  return { width, height, data };
}

function corners(dice: Dice, scene: Scene, pageHeight: number): { points: Point[]; width: number; height: number } {
  const { pageWidth, turn, perspective, margin } = scene;
  const angle = (turn * Math.PI) / 180;
  const [cos, sine] = [Math.cos(angle), Math.sin(angle)];
  const moved = (): number => dice.between(-perspective, perspective) * pageWidth;
  const turned = (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const
  ).map(([x, y]): Point => {
    const across = (x * pageWidth) / 2 + moved();
    const down = (y * pageHeight) / 2 + moved();
    return [across * cos - down * sine, across * sine + down * cos];
  });
  const xs = turned.map(([x]) => x);
  const ys = turned.map(([, y]) => y);
  const border = margin * pageWidth;
  const [left, top] = [min(...xs) - border, min(...ys) - border];
  return {
    points: turned.map(([x, y]): Point => [x - left, y - top]),
    width: round(max(...xs) + border - left),
    height: round(max(...ys) + border - top),
  };
}

function light(dice: Dice, { data, width, height }: RgbImage, { shade, glare }: Scene, points: readonly Point[]): void {
  const [down, across] = [dice.between(-1, 1) * shade, dice.between(-1, 1) * shade];
  // Somewhere on the lower third of the page, where the zone is.
  const [from, to] = [points[3] as Point, points[2] as Point];
  const [upFrom, upTo] = [points[0] as Point, points[1] as Point];
  const along = dice.between(0.1, 0.9);
  const up = dice.between(0.05, 0.3);
  const at = (low: number, high: number, lowUp: number, highUp: number): number =>
    (low + (high - low) * along) * (1 - up) + (lowUp + (highUp - lowUp) * along) * up;
  const [lampX, lampY] = [at(from[0], to[0], upFrom[0], upTo[0]), at(from[1], to[1], upFrom[1], upTo[1])];
  const [wide, high] = [width * dice.between(0.05, 0.16), height * dice.between(0.04, 0.12)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const factor = 1 - shade / 2 + across * (x / width - 0.5) + down * (y / height - 0.5);
      const lamp = glare === 0 ? 0 : glare * exp(-(((x - lampX) / wide) ** 2) - ((y - lampY) / high) ** 2);
      const pixel = (y * width + x) * 3;
      for (let i = pixel; i < pixel + 3; i++) {
        const lit = (data[i] as number) * factor;
        data[i] = max(0, min(255, lit + (255 - lit) * lamp));
      }
    }
  }
}

/** Photographs a page. @returns JPEG */
export async function photograph(page: Page, scene: Scene, dice: Dice): Promise<Uint8Array> {
  const drawn = await rendered(page, scene.pageWidth);
  const flat = scene.bend === 0 ? drawn : bent(drawn, scene.bend);
  const { points, width, height } = corners(dice, scene, (scene.pageWidth * page.height) / page.width);
  const photo = await table(scene.on, dice, width, height);
  warpOnto(photo, flat, homographyBetween(points, cornersOf(flat)));
  light(dice, photo, scene, points);
  const sigma = scene.blur * scene.pageWidth;
  const seen = sigma >= 0.3 ? await decodeRgb(await toSharp(photo).blur(sigma).png().toBuffer()) : photo;
  addNoise(seen.data, scene.noise, dice.whole(1, 1e9));
  return encodeJpeg(seen, round(scene.quality));
}
