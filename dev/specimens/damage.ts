import sharp, { type Sharp } from 'sharp';

/** Ways to spoil a photo, for the tests of the photo check. Each takes and gives an encoded picture; what comes out is JPEG. */
type Damage = (photo: Uint8Array, amount?: number) => Promise<Uint8Array>;

/** Out of focus. @param share radius as a share of the picture's width */
export const blur: Damage = async (photo, share = 0.006) => {
  const { width } = await sharp(photo).metadata();
  return jpeg(sharp(photo).blur(Math.max(0.3, width * share)));
};

/** Taken in the dark. @param light what is left of it, 0 to 1 */
export const darken: Damage = (photo, light = 0.12) => jpeg(sharp(photo).linear(light, 0));

/** A lamp mirrored in the middle of the page. @param share radius as a share of the picture's width */
export const glare: Damage = async (photo, share = 0.16) => {
  const { width, height } = await sharp(photo).metadata();
  const lamp = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><radialGradient id="g"><stop offset="0.6" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/>
    </radialGradient></defs>
    <circle cx="${width * 0.42}" cy="${height * 0.66}" r="${width * share}" fill="url(#g)"/></svg>`;
  return jpeg(sharp(photo).composite([{ input: Buffer.from(lamp) }]));
};

/** Too few pixels. @param width in pixels */
export const shrink: Damage = (photo, width = 300) => jpeg(sharp(photo).resize({ width }));

/** Held askew. @param degrees clockwise */
export const rotate: Damage = (photo, degrees = 90) => jpeg(sharp(photo).rotate(degrees, { background: '#6b4a33' }));

function jpeg(picture: Sharp): Promise<Uint8Array> {
  return picture.jpeg({ quality: 88 }).toBuffer();
}
