import { expect, jest, test } from '@jest/globals';
import { poseOf } from '../../evidence/liveness/pose.js';
import { specimenEngine } from './engine.js';
import { mjpegFrames } from './mjpeg.js';
import { samplePerson } from './people.js';
import { decodeRgb } from './rgb-image.js';
import { makeStill, makeTurnedPrint } from './still.js';

jest.setTimeout(90_000);

test('a photo held still is one second of one picture', async () => {
  const frames = mjpegFrames(await makeStill((await samplePerson(0)).photo));
  expect(frames).toHaveLength(30);
  expect(new Set(frames.map((frame) => Buffer.from(frame).toString('base64'))).size).toBe(1);
  expect(await decodeRgb(frames[0] as Uint8Array)).toMatchObject({ width: 640, height: 480 });
});

test('a print turned 40° to both sides is not taken for a head that turns to either', async () => {
  const engine = await specimenEngine();
  const frames = mjpegFrames(await makeTurnedPrint((await samplePerson(1)).photo));
  const { yaw: straight = 0 } = (await engine.find(await decodeRgb(frames[0] as Uint8Array)))[0] ?? {};
  let seen = 0;
  for (let index = 0; index < frames.length; index += 20) {
    for (const face of await engine.find(await decodeRgb(frames[index] as Uint8Array))) {
      expect(['left', 'right']).not.toContain(poseOf(face.yaw - straight));
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(3);
});
