import { beforeAll, describe, expect, it } from '@jest/globals';
import { levelOnGrey } from '../../dev/specimens/head-turn/level.js';
import { renderTurn } from '../../dev/specimens/head-turn/render.js';
import { headSurface } from '../../dev/specimens/head-turn/surface.js';
import { samplePerson } from '../../dev/specimens/people.js';
import { decodeRgb } from '../../dev/specimens/rgb-image.js';
import { cornersOf, homographyBetween, type Point, warpOnto } from '../../dev/specimens/warp.js';
import { type FaceEngine, loadFaceEngine } from '../face/engine.js';
import type { Face } from '../face/face.js';
import { faceDistance } from '../face/match.js';
import type { RgbImage } from '../image/image.js';
import { crop, mirror } from '../image/transform.js';
import type { LivenessChallenge } from './challenge.js';
import { type JudgedFrame, judgeLiveness } from './judge-liveness.js';
import type { Pose } from './pose.js';

const challenge: LivenessChallenge = { poses: ['centre', 'left', 'centre', 'right'], colours: [] };

/** Frames of the challenge's poses, a second apart. */
const scan = (pictures: Record<Pose, RgbImage>): JudgedFrame[] =>
  challenge.poses.map((pose, index) => ({ pose, image: pictures[pose], takenAt: index * 1000 }));

/** The picture as a print, turned by so many degrees around its vertical axis before a camera. */
function turnedPrint(print: RgbImage, degrees: number): RgbImage {
  const { width, height } = print;
  const angle = (degrees * Math.PI) / 180;
  const seen = ([x, y]: Point): Point => {
    const zoom = 700 / (700 + (x - width / 2) * Math.sin(angle));
    return [width / 2 + (x - width / 2) * Math.cos(angle) * zoom, height / 2 + (y - height / 2) * zoom];
  };
  const corners = cornersOf(print);
  const onto = { width, height, data: new Uint8Array(width * height * 3).fill(90) };
  warpOnto(onto, print, homographyBetween(corners.map(seen), corners));
  return onto;
}

describe('the judgement of a face scan', () => {
  let engine: FaceEngine;
  let photo: RgbImage;
  let head: Record<Pose, RgbImage>;
  let stranger: RgbImage;

  beforeAll(async () => {
    engine = await loadFaceEngine();
    const faceIn = async (image: RgbImage): Promise<Face> => (await engine.find(image))[0] as Face;
    photo = await decodeRgb((await samplePerson(0)).photo);
    const person = levelOnGrey(photo, await faceIn(photo));
    const surface = headSurface(await faceIn(person));
    // This person's photo is not quite frontal: the angles at which the engine sees 0 and 25 degrees.
    head = {
      centre: renderTurn(person, surface, -10.75),
      left: renderTurn(person, surface, 13.25),
      right: renderTurn(person, surface, -34.75),
    };
    const other = await decodeRgb((await samplePerson(1)).photo);
    stranger = levelOnGrey(other, await faceIn(other));
  }, 120_000);

  it('passes a head that turns as asked, and knows who it is', async () => {
    const verdict = await judgeLiveness(scan(head), challenge, engine);
    expect(verdict).toMatchObject({ passed: true, reasons: [] });
    expect(challenge.poses[verdict.still ?? -1]).toBe('centre');
    const [face] = await engine.find(photo);
    const known = await engine.embed(photo, face as Face);
    expect(faceDistance(verdict.embedding as Float32Array, known)).toBeLessThan(0.45);
  });

  it('fails a photo that is held still', async () => {
    const still = { centre: head.centre, left: head.centre, right: head.centre };
    const verdict = await judgeLiveness(scan(still), challenge, engine);
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons).toEqual(expect.arrayContaining(['liveness_wrong_pose', 'liveness_flat']));
  });

  it.each([25, 40, 55])('fails a print that is turned by %s degrees', async (degrees) => {
    const print = {
      centre: head.centre,
      left: turnedPrint(head.centre, degrees),
      right: turnedPrint(head.centre, -degrees),
    };
    const verdict = await judgeLiveness(scan(print), challenge, engine);
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons.length).toBeGreaterThan(0);
  });

  it('fails a head that turns to the wrong side, as a mirrored recording would', async () => {
    const swapped = { centre: mirror(head.centre), left: mirror(head.left), right: mirror(head.right) };
    const verdict = await judgeLiveness(scan(swapped), challenge, engine);
    expect(verdict.reasons).toContain('liveness_wrong_pose');
  });

  it('fails when somebody else looks ahead half of the time', async () => {
    const frames = scan(head).map((frame, index) => (index === 2 ? { ...frame, image: stranger } : frame));
    expect((await judgeLiveness(frames, challenge, engine)).reasons).toContain('liveness_different_person');
  });

  it('fails when a second person is in the picture', async () => {
    const half = { x: 160, y: 0, width: 320, height: 480 };
    const [one, two] = [crop(head.centre, half), crop(stranger, half)];
    const both: RgbImage = { width: 640, height: 480, data: new Uint8Array(640 * 480 * 3) };
    for (let y = 0; y < 480; y++) {
      both.data.set(one.data.subarray(y * 960, (y + 1) * 960), y * 1920);
      both.data.set(two.data.subarray(y * 960, (y + 1) * 960), y * 1920 + 960);
    }
    const verdict = await judgeLiveness(scan({ ...head, centre: both }), challenge, engine);
    expect(verdict).toMatchObject({ passed: false, reasons: ['several_faces'] });
    expect(verdict.embedding).toBeUndefined();
  });

  it('fails when a frame shows nobody', async () => {
    const nobody = { ...head.left, data: new Uint8Array(head.left.data.length).fill(120) };
    const verdict = await judgeLiveness(scan({ ...head, left: nobody }), challenge, engine);
    expect(verdict).toMatchObject({ passed: false, reasons: ['no_face'] });
  });

  it('fails frames that were all taken at once', async () => {
    const rushed = scan(head).map((frame) => ({ ...frame, takenAt: 0 }));
    expect((await judgeLiveness(rushed, challenge, engine)).reasons).toEqual(['liveness_times']);
  });

  it('fails frames in another order, too few, too many or none, without looking at them', async () => {
    const asked = scan(head);
    const wrong = [[], asked.slice(1), asked.slice(0, 3), [...asked].reverse(), Array(40).fill(asked).flat()];
    for (const frames of wrong) {
      const verdict = await judgeLiveness(frames, challenge, engine);
      expect(verdict).toEqual({ passed: false, reasons: ['liveness_wrong_pose'], signals: [], measures: [] });
    }
  });
});
