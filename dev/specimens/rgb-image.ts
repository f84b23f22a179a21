import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from '../../evidence/image/image.js';

/** Decodes a JPEG or PNG, upright by its EXIF note, without alpha. */
export async function decodeRgb(picture: Uint8Array): Promise<RgbImage> {
  const { data, info } = await sharp(picture)
    .rotate()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** @param quality JPEG quality, 1 to 100; chroma is halved both ways (4:2:0), as in camera pictures and MJPEG. */
export async function encodeJpeg(image: RgbImage, quality: number): Promise<Uint8Array> {
  return toSharp(image).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
}

/** The picture as the start of a sharp pipeline. */
export function toSharp(image: RgbImage): Sharp {
  return sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } });
}
