import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { blur, darken, glare, rotate, shrink } from './damage.js';
import { drawPassport } from './passport.js';

const passport = drawPassport({
  surname: 'Thornton',
  givenNames: 'Amelia',
  birthDate: '1988-04-17',
  sex: 'F',
  expiryDate: '2031-03-04',
  documentNumber: '512000001',
  portrait: null,
});

/** Mean brightness, how sharp the picture is, and the share of white in it. */
async function look(photo: Uint8Array) {
  const grey = await sharp(photo).greyscale().png().toBuffer();
  const { channels, sharpness } = await sharp(grey).stats();
  const pixels = await sharp(grey).raw().toBuffer();
  return { mean: channels[0]?.mean ?? 0, sharpness, white: pixels.filter((grey) => grey > 250).length / pixels.length };
}

test('each damage does what its name says, and leaves the photo it was given alone', async () => {
  const photo = await passport;
  const before = Buffer.from(photo).toString('base64');
  const good = await look(photo);
  expect((await look(await blur(photo))).sharpness).toBeLessThan(good.sharpness / 3);
  expect((await look(await darken(photo))).mean).toBeLessThan(good.mean / 5);
  expect((await look(await glare(photo))).white).toBeGreaterThan(good.white + 0.03);
  expect(await sharp(await shrink(photo)).metadata()).toMatchObject({ width: 300, height: 225 });
  expect(await sharp(await rotate(photo)).metadata()).toMatchObject({ width: 1200, height: 1600 });
  expect(Buffer.from(photo).toString('base64')).toBe(before);
});
