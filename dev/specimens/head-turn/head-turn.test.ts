import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { faceDistance } from '../../../evidence/face/match.js';
import { specimenEngine } from '../engine.js';
import { mjpegFrames } from '../mjpeg.js';
import { samplePerson } from '../people.js';
import { decodeRgb } from '../rgb-image.js';
import { makeHeadTurn } from './head-turn.js';

/** Every so many frames are looked at. */
const STEP = 20;

test('the face engine sees the head straight, turned left, straight and turned right, one face all the time', async () => {
  const engine = await specimenEngine();
  const { photo } = await samplePerson(0);
  const frames = mjpegFrames(await makeHeadTurn(photo));
  expect(frames).toHaveLength(236);
  const yaws: number[] = [];
  for (let index = 0; index < frames.length; index += STEP) {
    const faces = await engine.find(await decodeRgb(frames[index] as Uint8Array));
    expect(faces).toHaveLength(1);
    yaws.push(faces[0]?.yaw ?? Number.NaN);
  }
  const during = (from: number, to: number) => yaws.filter((_, i) => i * STEP >= from && i * STEP < to);
  for (const yaw of [...during(0, 42), ...during(118, 160)]) expect(Math.abs(yaw)).toBeLessThan(3);
  // The person's own left is the right of the picture, which the engine counts as negative.
  for (const yaw of during(59, 101)) expect(yaw).toBeLessThan(-21.5);
  for (const yaw of during(177, 219)) expect(yaw).toBeGreaterThan(21.5);
}, 180_000);

test('looking straight, it is the person of the photo', async () => {
  const engine = await specimenEngine();
  const embed = async (picture: Uint8Array) => {
    const image = await decodeRgb(picture);
    const [face] = await engine.find(image);
    if (!face) throw new Error('no face');
    return engine.embed(image, face);
  };
  const { photo } = await samplePerson(0);
  const [first] = mjpegFrames(await makeHeadTurn(photo));
  expect(faceDistance(await embed(photo), await embed(first as Uint8Array))).toBeLessThan(0.3);
}, 180_000);

test('a photo without a face is refused', async () => {
  const wall = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  await expect(makeHeadTurn(wall)).rejects.toThrow('no face in this photo');
});
