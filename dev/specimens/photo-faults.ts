import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from '../../evidence/image/image.js';
import { addNoise } from './random.js';
import { decodeRgb, encodeJpeg } from './rgb-image.js';
import { cornersOf, homographyBetween, type Point, warpOnto } from './warp.js';

const { max, min, round } = Math;

/** What the photo is of: where it is, in pixels of the photo, and how large in comparison with a whole face or page. */
export interface Subject {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A way to spoil a photo. Sizes go with the subject, so that the fault is as bad in every photo. */
export type Fault = (photo: Uint8Array, subject: Subject) => Promise<Uint8Array>;

const jpeg = (picture: Sharp, quality = 88): Promise<Uint8Array> => picture.jpeg({ quality }).toBuffer();

const blurred =
  (share: number): Fault =>
  (photo, { width }) =>
    jpeg(sharp(photo).blur(max(0.3, width * share)));

const lit =
  (gain: number, offset: number): Fault =>
  (photo) =>
    jpeg(sharp(photo).linear(gain, offset));

/** The camera moved sideways: a line of equal weights. */
const moved =
  (share: number): Fault =>
  async (photo, { width }) => {
    const { data, ...size } = await decodeRgb(photo);
    const reach = max(1, round((width * share) / 2));
    const row = size.width * 3;
    const out = new Uint8Array(data.length);
    for (let start = 0; start < data.length; start += row) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        const at = (x: number) => data[start + min(size.width - 1, max(0, x)) * 3 + channel] ?? 0;
        for (let x = -reach; x <= reach; x++) sum += at(x);
        for (let x = 0; x < size.width; x++) {
          out[start + x * 3 + channel] = sum / (2 * reach + 1);
          sum += at(x + reach + 1) - at(x - reach);
        }
      }
    }
    return encodeJpeg({ data: out, ...size }, 88);
  };

const noisy =
  (amplitude: number): Fault =>
  async (photo) => {
    const image = await decodeRgb(photo);
    addNoise(image.data, amplitude, 5);
    return encodeJpeg(image, 92);
  };

/** A drawing laid over the photo. */
async function under(photo: Uint8Array, svg: (width: number, height: number) => string): Promise<Uint8Array> {
  const { width, height } = await sharp(photo).metadata();
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${svg(width, height)}</svg>`;
  return jpeg(sharp(photo).composite([{ input: Buffer.from(drawing) }]));
}

/** @param across where on the subject, 0–1 @param down likewise @param share the lamp's radius by the subject's width */
const mirrored =
  (across: number, down: number, share: number): Fault =>
  (photo, { x, y, width, height }) =>
    under(
      photo,
      () => `<radialGradient id="g"><stop offset="0.6" stop-color="#fff"/><stop offset="1" stop-color="#fff"
        stop-opacity="0"/></radialGradient><circle cx="${x + width * across}" cy="${y + height * down}"
        r="${width * share}" fill="url(#g)"/>`,
    );

/** Something in front, from `from` to `to` of the subject's height and all of its width. */
const covered =
  (from: number, to: number, colour: string, left = 0): Fault =>
  (photo, { x, y, width, height }) =>
    under(
      photo,
      () => `<rect x="${x + left * width}" y="${y + from * height}" width="${(1 - left) * width}"
        height="${(to - from) * height}" rx="${width * 0.04}" fill="${colour}"/>`,
    );

/** The right part of the subject is outside the picture. */
const cutOff =
  (share: number): Fault =>
  async (photo, { x, width }) => {
    const { height } = await sharp(photo).metadata();
    return jpeg(sharp(photo).extract({ left: 0, top: 0, width: max(16, round(x + width * share)), height }));
  };

/** Fewer pixels: the subject is left with `pixels` across. */
const reduced =
  (pixels: number): Fault =>
  async (photo, { width: subject }) => {
    const { width } = await sharp(photo).metadata();
    return jpeg(sharp(photo).resize({ width: max(16, round((width * pixels) / subject)) }));
  };

/** The picture was small and somebody enlarged it again. */
const enlarged =
  (pixels: number): Fault =>
  async (photo, subject) => {
    const { width, height } = await sharp(photo).metadata();
    const small = await sharp(await reduced(pixels)(photo, subject))
      .png()
      .toBuffer();
    return jpeg(sharp(small).resize({ width, height, fit: 'fill' }));
  };

/** Far away, in the middle of a wall. */
const farAway =
  (share: number): Fault =>
  async (photo) => {
    const { width, height } = await sharp(photo).metadata();
    const room = round((width * (1 / share - 1)) / 2);
    const background = '#8a8378';
    return jpeg(
      sharp(
        await sharp(photo).extend({ left: room, right: room, top: room, bottom: room, background }).png().toBuffer(),
      ).resize({ width, height, fit: 'outside' }),
    );
  };

/** Held so that the upper edge is much further away. */
const tilted =
  (share: number): Fault =>
  async (photo) => {
    const image: RgbImage = await decodeRgb(photo);
    const { width, height } = image;
    const onto = { width, height, data: new Uint8Array(image.data.length).fill(110) };
    const in_ = width * share;
    const seen: Point[] = [
      [in_, height * share * 1.4],
      [width - in_, height * share * 1.4],
      [width, height],
      [0, height],
    ];
    warpOnto(onto, image, homographyBetween(seen, cornersOf(image)));
    return encodeJpeg(onto, 88);
  };

const turned =
  (degrees: number): Fault =>
  (photo) =>
    jpeg(sharp(photo).rotate(degrees, { background: '#7a7a7a' }));

const cast = (red: number, green: number, blue: number): Fault => {
  return (photo) => jpeg(sharp(photo).toColourspace('srgb').removeAlpha().linear([red, green, blue], [0, 0, 0]));
};

const both: Readonly<Record<string, Fault>> = {
  'very dark': lit(0.15, 0),
  'over-exposed': lit(2.6, 30),
  'washed out': lit(0.2, 190),
  'low contrast': lit(0.2, 90),
  'heavy JPEG': (photo) => jpeg(sharp(photo), 5),
  noise: noisy(110),
  'colour cast': cast(1.2, 0.55, 0.12),
};

/** Ways to spoil a portrait; the subject is the face from brows to chin and cheek to cheek. */
export const faceFaults: Readonly<Record<string, Fault>> = {
  'light blur': blurred(0.011),
  'strong blur': blurred(0.05),
  'motion blur': moved(0.07),
  ...both,
  glare: mirrored(0.45, 0.4, 0.16),
  'cut off': cutOff(0.6),
  'too small': reduced(80),
  'far away': farAway(0.16),
  'low resolution': enlarged(36),
  'turned on its side': turned(60),
  covered: covered(0.5, 1.02, '#3c6a8f'),
};

/** Ways to spoil a photo of a document; the subject is the page. */
export const documentFaults: Readonly<Record<string, Fault>> = {
  'light blur': blurred(0.004),
  'strong blur': blurred(0.01),
  'motion blur': moved(0.014),
  ...both,
  glare: mirrored(0.42, 0.66, 0.13),
  'cut off': cutOff(0.75),
  'too small': reduced(280),
  'far away': farAway(0.25),
  'low resolution': enlarged(150),
  tilted: tilted(0.2),
  covered: covered(0.72, 1.02, '#c98f70', 0.3),
};
