import sharp from 'sharp';
import type { RgbImage } from '../../evidence/image/image.js';
import { FRAME } from './head-turn/level.js';
import { decodeRgb, encodeJpeg } from './rgb-image.js';
import { homographyBetween, type Point, warpOnto } from './warp.js';

const GREY = { r: 120, g: 124, b: 128 };

/** A photo held still before the camera, as MJPEG of 640 × 480 pixels: an attack that must not pass. */
export async function makeStill(photo: Uint8Array): Promise<Uint8Array> {
  const { data: frame } = await fitted(photo);
  return Buffer.concat(Array<Uint8Array>(30).fill(await encodeJpeg({ data: frame, ...FRAME }, 88)));
}

/** A printed photo turned 40° to both sides before the camera, as MJPEG: what somebody tries who has read the instructions. */
export async function makeTurnedPrint(photo: Uint8Array): Promise<Uint8Array> {
  const print = await fitted(photo);
  const frames: Promise<Uint8Array>[] = [];
  for (let frame = 0; frame < 90; frame++) {
    frames.push(encodeJpeg(turnedPrint(print, 40 * Math.sin((frame / 90) * 2 * Math.PI)), 88));
  }
  return Buffer.concat(await Promise.all(frames));
}

async function fitted(photo: Uint8Array): Promise<RgbImage> {
  const { width, height } = FRAME;
  return decodeRgb(
    await sharp(photo).rotate().resize({ width, height, fit: 'contain', background: GREY }).png().toBuffer(),
  );
}

function turnedPrint(print: RgbImage, degrees: number): RgbImage {
  const { width, height } = FRAME;
  const angle = (degrees * Math.PI) / 180;
  const distance = 1.2 * width;
  const seen = ([x, y]: Point): Point => {
    const zoom = distance / (distance - (x - width / 2) * Math.sin(angle));
    return [width / 2 + (x - width / 2) * Math.cos(angle) * zoom, height / 2 + (y - height / 2) * zoom];
  };
  const corners: Point[] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  const picture = { data: new Uint8Array(width * height * 3).fill(GREY.g), width, height };
  warpOnto(picture, print, homographyBetween(corners.map(seen), corners));
  return picture;
}
