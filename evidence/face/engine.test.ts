import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { projectRoot } from '../../platform/root.js';
import type { RgbImage } from '../image/image.js';
import { fitWithin } from '../image/resize.js';
import { crop, type QuarterTurn, rotate } from '../image/transform.js';
import { checkFacePhoto } from '../photo/check-face-photo.js';
import { type FaceEngine, loadFaceEngine } from './engine.js';
import type { Face } from './face.js';
import { decideMatch, faceDistance } from './match.js';
import { findPortrait } from './portrait.js';

const sharedFaces = join(projectRoot, '../shared/data/faces');
const itWithSharedFaces = existsSync(sharedFaces) ? it : it.skip;

async function picture(path: string): Promise<RgbImage> {
  const { data, info } = await sharp(path).rotate().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

const flat = (width: number, height: number, value: number): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(value),
});

/** The picture laid on a larger grey one. */
function laidOnTable(image: RgbImage, width: number, height: number): RgbImage {
  const table = flat(width, height, 110);
  const [left, top] = [Math.round((width - image.width) * 0.7), Math.round((height - image.height) * 0.4)];
  for (let y = 0; y < image.height; y++) {
    const row = image.data.subarray(y * image.width * 3, (y + 1) * image.width * 3);
    table.data.set(row, ((top + y) * width + left) * 3);
  }
  return table;
}

describe('the face engine', () => {
  let engine: FaceEngine;
  let group: RgbImage;
  let faces: Face[];
  let first: RgbImage;
  let own: Face[];

  beforeAll(async () => {
    engine = await loadFaceEngine();
    group = await picture(join(projectRoot, 'node_modules/@vladmandic/face-api/demo/sample6.jpg'));
    faces = await engine.find(group);
    first = crop(group, { x: 40, y: 300, width: 590, height: 760 });
    own = await engine.find(first);
  }, 60_000);

  it('finds all four people of a group, each once, with the whole mesh', () => {
    expect(faces).toHaveLength(4);
    for (const face of faces) {
      expect(face.mesh).toHaveLength(468);
      expect(face.eyeDistance).toBeGreaterThan(80);
      expect(Math.max(Math.abs(face.yaw), Math.abs(face.pitch), Math.abs(face.roll))).toBeLessThan(25);
    }
  });

  it('tells four people apart', async () => {
    const embeddings: Float32Array[] = [];
    for (const face of faces) embeddings.push(await engine.embed(group, face));
    expect(embeddings.every((embedding) => embedding.length === 128)).toBe(true);
    for (const [at, one] of embeddings.entries()) {
      for (const other of embeddings.slice(at + 1)) expect(decideMatch(faceDistance(one, other))).not.toBe('pass');
    }
  });

  it('knows a person again in a smaller, rougher copy', async () => {
    const jpeg = await sharp(first.data, { raw: { width: first.width, height: first.height, channels: 3 } })
      .resize(200)
      .jpeg({ quality: 40 })
      .toBuffer();
    const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    const copy = { width: info.width, height: info.height, data: new Uint8Array(data) };
    const [known, again] = [own[0] as Face, (await engine.find(copy))[0] as Face];
    const distance = faceDistance(await engine.embed(first, known), await engine.embed(copy, again));
    expect(decideMatch(distance)).toBe('pass');
  });

  // As it is, the next one is found.
  it.each<QuarterTurn>([90, 180])(
    'finds a portrait that lies turned by %s degrees, and turns it back',
    async (turn) => {
      const portrait = await findPortrait(engine, rotate(fitWithin(first, 500), turn));
      expect(portrait?.turn).toBe((360 - turn) % 360);
      expect(Math.abs(portrait?.face.roll ?? 90)).toBeLessThan(20);
    },
  );

  it('enlarges a small portrait, and still knows the person', async () => {
    const small = fitWithin(crop(first, { x: 100, y: 80, width: 450, height: 560 }), 150);
    const portrait = await findPortrait(engine, laidOnTable(small, 640, 480));
    if (!portrait) throw new Error('no portrait was found');
    expect(portrait.eyeDistance).toBeLessThan(32);
    expect(portrait.face.eyeDistance).toBeCloseTo(3 * portrait.eyeDistance);
    const known = await engine.embed(group, faces.find((face) => face.box.x < 400) as Face);
    const printed = await engine.embed(portrait.image, portrait.face);
    expect(decideMatch(faceDistance(known, printed))).toBe('pass');
  });

  it.each([
    ['a white', flat(300, 300, 255)],
    ['a one-pixel', flat(1, 1, 128)],
    ['a very wide', flat(2400, 2, 128)],
  ])('finds nobody in %s picture', async (_, image) => {
    expect(await engine.find(image)).toEqual([]);
  });

  it('finds no portrait where there is none', async () => {
    expect(await findPortrait(engine, flat(300, 200, 0))).toBeUndefined();
  });

  it('leaves no tensors behind, and gives callers at the same time each their own answer', async () => {
    const before = engine.tensors();
    await engine.embed(first, own[0] as Face);
    // Callers at the same time, each of whom gets their own answer.
    const answers = await Promise.all([engine.find(first), engine.find(flat(64, 64, 9))]);
    expect(answers).toEqual([own, []]);
    expect(engine.tensors()).toBe(before);
  });

  it('lets the photo check pass one person and refuse a group, a far, a cut and an empty picture', async () => {
    const check = async (image: RgbImage) => checkFacePhoto(image, await engine.find(image)).reasons;
    expect(checkFacePhoto(first, own).reasons).toEqual([]);
    expect(checkFacePhoto(group, faces).reasons).toContain('several_faces');
    expect(await check(fitWithin(first, 300))).toEqual(['face_too_small']);
    expect(await check(crop(first, { x: 320, y: 0, width: 270, height: 760 }))).toContain('face_cut_off');
    expect((await check(flat(640, 480, 200)))[0]).toBe('no_face');
  });

  it('lets the photo check say dark of a dark, over-exposed of a burnt and blurred of a blurred face', async () => {
    const raw = { raw: { width: first.width, height: first.height, channels: 3 as const } };
    const check = async (spoilt: Sharp) => {
      const image = { ...first, data: new Uint8Array(await spoilt.raw().toBuffer()) };
      return checkFacePhoto(image, await engine.find(image)).reasons;
    };
    expect(await check(sharp(first.data, raw).linear(0.15, 0))).toEqual(['photo_dark']);
    expect(await check(sharp(first.data, raw).linear(2.2, 20))).toEqual(['photo_overexposed']);
    expect(await check(sharp(first.data, raw).blur(4))).toEqual(['photo_blurred']);
  });

  itWithSharedFaces('matches two portraits of one person and not those of two', async () => {
    const embed = async (name: string) => {
      const image = await picture(join(sharedFaces, name));
      return engine.embed(image, (await engine.find(image))[0] as Face);
    };
    const [a1, a2, b1] = [await embed('a1.jpg'), await embed('a2.jpg'), await embed('b1.jpg')];
    expect(decideMatch(faceDistance(a1, a2))).toBe('pass');
    expect(decideMatch(faceDistance(a1, b1))).toBe('no');
  });
});
