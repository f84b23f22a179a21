import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { decodeRgb, encodeJpeg } from '../../dev/specimens/rgb-image.js';
import type { RgbImage } from '../image/image.js';
import { bitsDiffering, COPY_BITS, FRAME_HASH_BITS, frameHash } from './frame-hash.js';

const { cos, sin } = Math;

/** Blobs of brightness in a room, seen from a place some pixels aside. */
function scene(aside: number): RgbImage {
  const [width, height] = [640, 480];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const wave = sin((x + aside) / 23) * 60 + cos((y + aside / 2) / 17) * 50 + sin((x + y) / 41) * 20;
      for (let channel = 0; channel < 3; channel++) data[to++] = 128 + wave / 1.2;
    }
  }
  return { width, height, data };
}

const differ = (a: RgbImage, b: RgbImage) => bitsDiffering(frameHash(a), frameHash(b));

describe('the hash of a frame', () => {
  it('hardly changes when the picture is compressed, made smaller or a little brighter', async () => {
    const original = scene(0);
    const compressed = await decodeRgb(await encodeJpeg(original, 60));
    expect(differ(original, compressed)).toBeLessThanOrEqual(COPY_BITS);
    const smaller = await decodeRgb(
      await sharp(await encodeJpeg(original, 90))
        .resize(480, 360)
        .png()
        .toBuffer(),
    );
    expect(differ(original, smaller)).toBeLessThanOrEqual(COPY_BITS);
    const brighter = { ...original, data: original.data.map((value) => Math.min(255, value * 1.04)) };
    expect(differ(original, brighter)).toBeLessThanOrEqual(COPY_BITS);
  });

  it('changes when who is filmed sits a centimetre aside', () => {
    for (const aside of [12, 20, 35]) expect(differ(scene(0), scene(aside))).toBeGreaterThan(COPY_BITS * 2);
  });

  it('of a wall is nothing, whatever the noise', () => {
    const wall = { width: 640, height: 480, data: new Uint8Array(640 * 480 * 3).fill(140) };
    expect(frameHash(wall)).toEqual(new Uint8Array(FRAME_HASH_BITS / 8));
  });
});
