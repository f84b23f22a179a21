import { describe, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { faceDistance } from '../../evidence/face/match.js';
import { specimenEngine } from './engine.js';
import { makeHeadTurn } from './head-turn/head-turn.js';
import { mjpegFrames } from './mjpeg.js';
import { drawPassport, type PassportOrder } from './passport.js';
import { SAMPLE_PEOPLE, samplePerson } from './people.js';
import { decodeRgb } from './rgb-image.js';

// Loading the networks takes a busy machine its time.
jest.setTimeout(180_000);

// That a passport is read, its portrait known again, and each fault of a photo seen, is shown where they are checked (activities/checks).
const printed: Omit<PassportOrder, 'portrait'> = {
  surname: "O'Connell",
  givenNames: 'Siân',
  birthDate: '1985-07-08',
  sex: 'F',
  expiryDate: '2031-03-04',
  documentNumber: '512000004',
};

const findFace = async (picture: Uint8Array) => {
  const image = await decodeRgb(picture);
  const faces = await (await specimenEngine()).find(image);
  expect(faces).toHaveLength(1);
  return { image, face: faces[0] as NonNullable<(typeof faces)[0]> };
};

describe('a specimen passport', () => {
  test('is a JPEG of 1600 × 1200 pixels, the same for the same order, and is not drawn for a date that is none', async () => {
    const first = await drawPassport({ ...printed, portrait: null });
    const second = await drawPassport({ ...printed, portrait: null });
    expect(Buffer.from(second).equals(first)).toBe(true);
    expect(await sharp(first).metadata()).toMatchObject({ format: 'jpeg', width: 1600, height: 1200 });
    await expect(drawPassport({ ...printed, expiryDate: '2031-13-04', portrait: null })).rejects.toThrow('not a date');
  });
});

describe('a head turn', () => {
  test('is the person of the photo, straight, turned left, straight and turned right', async () => {
    const { photo } = await samplePerson(0);
    const frames = mjpegFrames(await makeHeadTurn(photo));
    expect(frames).toHaveLength(236);
    const seen = await Promise.all([20, 80, 140, 200].map((index) => findFace(frames[index] as Uint8Array)));
    const [straight = 0, left = 0, again = 0, right = 0] = seen.map(({ face }) => face.yaw);
    for (const yaw of [straight, again]) expect(Math.abs(yaw)).toBeLessThan(3);
    // The person's own left is the right of the picture, which the engine counts as negative.
    expect(left).toBeLessThan(-21.5);
    expect(right).toBeGreaterThan(21.5);
    const engine = await specimenEngine();
    const [person, turned] = await Promise.all(
      [await findFace(photo), seen[0]].map((one) => one && engine.embed(one.image, one.face)),
    );
    expect(faceDistance(person as Float32Array, turned as Float32Array)).toBeLessThan(0.3);
  });
});

test('Neither is made from a photo without a face, and there is no further sample person', async () => {
  const wall = await sharp({ create: { width: 400, height: 500, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  await expect(drawPassport({ ...printed, portrait: wall })).rejects.toThrow('no face in this photo');
  await expect(makeHeadTurn(wall)).rejects.toThrow('no face in this photo');
  await expect(samplePerson(SAMPLE_PEOPLE)).rejects.toThrow(RangeError);
});
