import { describe, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { specimenEngine } from './engine.js';
import { drawPassport, type PassportOrder } from './passport.js';
import { samplePerson } from './people.js';
import { decodeRgb } from './rgb-image.js';

const printed: Omit<PassportOrder, 'portrait'> = {
  surname: "O'Connell",
  givenNames: 'Siân',
  birthDate: '1985-07-08',
  sex: 'F',
  expiryDate: '2031-03-04',
  documentNumber: '512000004',
};

// Loading the networks takes a busy machine its time.
jest.setTimeout(90_000);

// That it is read, and its portrait known again, is shown by the checks' own tests (activities/checks).
describe('a specimen passport', () => {
  test('is a JPEG of 1600 × 1200 pixels, the same for the same order', async () => {
    const { photo: portrait, face } = await samplePerson(0);
    const first = await drawPassport({ ...printed, portrait, face });
    const second = await drawPassport({ ...printed, portrait, face });
    expect(Buffer.from(second).equals(first)).toBe(true);
    expect(await sharp(first).metadata()).toMatchObject({ format: 'jpeg', width: 1600, height: 1200 });
  });

  test('has no face where no portrait is given', async () => {
    const engine = await specimenEngine();
    const image = await decodeRgb(await drawPassport({ ...printed, portrait: null }));
    expect(await engine.find(image)).toEqual([]);
  });

  test('is not drawn from a photo without a face, or for a date that is none', async () => {
    const wall = await sharp({ create: { width: 400, height: 500, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    await expect(drawPassport({ ...printed, portrait: wall })).rejects.toThrow('no face in this photo');
    await expect(drawPassport({ ...printed, expiryDate: '2031-13-04', portrait: null })).rejects.toThrow('not a date');
  });
});
