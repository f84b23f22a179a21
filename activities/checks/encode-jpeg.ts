import sharp from 'sharp';
import type { RgbImage } from '../../evidence/image/image.js';

/** A picture that our own decoder made, as JPEG for people to look at. */
export async function encodeJpeg({ data, width, height }: RgbImage): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}
