import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { projectRoot } from '../../platform/root.js';
import type { RgbImage } from '../image/image.js';
import { type FaceEngine, loadFaceEngine } from './engine.js';

async function picture(path: string): Promise<RgbImage> {
  const { data, info } = await sharp(join(projectRoot, path))
    .rotate()
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

describe('the face engine', () => {
  let engine: FaceEngine;
  beforeAll(async () => {
    engine = await loadFaceEngine();
  }, 60_000);

  it('finds all four people of a group', async () => {
    const faces = await engine.find(await picture('node_modules/@vladmandic/face-api/demo/sample6.jpg'));
    expect(faces).toHaveLength(4);
    expect(faces.every((face) => face.mesh.length === 468)).toBe(true);
  });
});
