import { expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { checkDocumentPhoto } from '../../evidence/photo/check-document-photo.js';
import { blur, darken, glare, rotate, shrink } from './damage.js';
import { drawPassport } from './passport.js';
import { decodeRgb } from './rgb-image.js';

jest.setTimeout(90_000);

const passport = drawPassport({
  surname: 'Thornton',
  givenNames: 'Amelia',
  birthDate: '1988-04-17',
  sex: 'F',
  expiryDate: '2031-03-04',
  documentNumber: '512000001',
  portrait: null,
});

const reasonsFor = async (photo: Uint8Array) => checkDocumentPhoto(await decodeRgb(photo)).reasons;

test('each damage is the one that the photo check then names, and the photo it was given is left alone', async () => {
  const photo = await passport;
  const before = Buffer.from(photo).toString('base64');
  expect(await reasonsFor(await blur(photo))).toEqual(['photo_blurred']);
  expect(await reasonsFor(await darken(photo))).toEqual(['photo_dark']);
  expect(await reasonsFor(await glare(photo))).toEqual(['photo_glare']);
  expect(await reasonsFor(await shrink(photo))).toEqual(['photo_too_small']);
  expect(await reasonsFor(await rotate(photo))).toEqual([]);
  expect(await sharp(await rotate(photo)).metadata()).toMatchObject({ width: 1200, height: 1600 });
  expect(Buffer.from(photo).toString('base64')).toBe(before);
});
