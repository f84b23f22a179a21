import sharp from 'sharp';
import { FRAME } from './head-turn/level.js';

const GREY = { r: 120, g: 124, b: 128 };

/** A photo held still before the camera for a second, as MJPEG of 640 × 480 pixels: an attack that must not pass. */
export async function makeStill(photo: Uint8Array): Promise<Uint8Array> {
  const { width, height } = FRAME;
  const fitted = sharp(photo).rotate().resize({ width, height, fit: 'contain', background: GREY }).removeAlpha();
  return Buffer.concat(Array<Uint8Array>(30).fill(await fitted.jpeg({ quality: 88 }).toBuffer()));
}
