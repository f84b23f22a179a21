import { expect, test } from '@jest/globals';
import type { Face } from '../face/face.js';
import type { RgbImage } from '../image/image.js';
import { shadingChange, skinLight } from './shading.js';

const SIDE = 240;
const RADIUS = 80;

/** A tube for a head: points all over its front, turned by so many radians. */
function tube(turn: number): Face {
  const mesh = Array.from({ length: 468 }, (_, index) => {
    const around = ((index % 21) - 10) * 0.09 + turn;
    return [SIDE / 2 + RADIUS * Math.sin(around), 50 + (index % 13) * 11, 0] as const;
  });
  return { mesh, yaw: (turn * 180) / Math.PI, eyeDistance: 60 } as unknown as Face;
}

/** Its picture where the light at an angle from the camera is that, in bytes. */
function picture(light: (around: number) => number): RgbImage {
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let at = 0; at < data.length; at += 3) {
    const x = (at / 3) % SIDE;
    const around = Math.asin(Math.max(-1, Math.min(1, (x - SIDE / 2) / RADIUS)));
    data.fill(Math.max(0, Math.min(255, light(around))), at, at + 3);
  }
  return { width: SIDE, height: SIDE, data };
}

const TURN = 0.4;
const ahead = tube(0);
const turned = tube(TURN);
const fromTheLeft = (around: number) => 60 + 110 * Math.max(0, Math.cos(around + 1));
const change = (before: RgbImage, after: RgbImage) =>
  shadingChange({ face: ahead, skin: skinLight(before, ahead) }, { face: turned, skin: skinLight(after, turned) });

test('a head that turns beside a lamp changes its light, a photo of it takes its light along', () => {
  expect(change(picture(fromTheLeft), picture(fromTheLeft))).toBeGreaterThan(0.2);
  expect(
    change(
      picture(fromTheLeft),
      picture((around) => fromTheLeft(around - TURN)),
    ),
  ).toBeLessThan(0.05);
});

test('that the whole picture becomes darker is no change of the light on the face', () => {
  expect(
    change(
      picture(() => 160),
      picture(() => 90),
    ),
  ).toBeCloseTo(0, 5);
});

test('burnt out or black skin tells nothing', () => {
  expect(
    change(
      picture(fromTheLeft),
      picture(() => 255),
    ),
  ).toBeUndefined();
  expect(
    change(
      picture(() => 0),
      picture(fromTheLeft),
    ),
  ).toBeUndefined();
});
