import { expect, jest, test } from '@jest/globals';
import { FACE_MATCH_LIMIT, faceDistance } from '../../evidence/face/match.js';
import { checkFacePhoto } from '../../evidence/photo/check-face-photo.js';
import { specimenEngine } from './engine.js';
import { SAMPLE_PEOPLE, samplePerson } from './people.js';
import { decodeRgb } from './rgb-image.js';

jest.setTimeout(90_000);

test('each sample person is alone in the photo, looks at the camera, is good enough to upload, stands where noted, and is like no other', async () => {
  const engine = await specimenEngine();
  const known: Float32Array[] = [];
  for (let index = 0; index < SAMPLE_PEOPLE; index++) {
    const { photo, face: place } = await samplePerson(index);
    const image = await decodeRgb(photo);
    const [face, ...others] = await engine.find(image);
    expect(others).toEqual([]);
    if (!face) throw new Error(`no face in photo ${index}`);
    expect(checkFacePhoto(image, [face]).reasons).toEqual([]);
    expect(Math.abs(face.yaw)).toBeLessThan(14);
    expect(Math.abs(face.eyeDistance - place.eyeDistance)).toBeLessThan(6);
    const embedding = await engine.embed(image, face);
    for (const other of known) expect(faceDistance(embedding, other)).toBeGreaterThan(FACE_MATCH_LIMIT);
    known.push(embedding);
  }
});

test('there is no further sample person', async () => {
  await expect(samplePerson(SAMPLE_PEOPLE)).rejects.toThrow(RangeError);
  await expect(samplePerson(-1)).rejects.toThrow(RangeError);
});
