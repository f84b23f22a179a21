import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { documentFaults } from '../../dev/specimens/photo-faults.js';
import type { RgbImage } from '../image/image.js';
import { checkDocumentPhoto } from './check-document-photo.js';
import { instructionFor } from './document-guidance.js';

const WIDTH = 1200;
const HEIGHT = 900;

/** A page with a portrait-like block and two lines of bars, as print looks to the measures; needs no font. */
function page(paper: string): Sharp {
  const bars = Array.from({ length: 88 }, (_, at) => {
    const [x, y] = [150 + (at % 44) * 20, at < 44 ? 640 : 700];
    return `<path d="M${x} ${y}h12v6h-8v8h6v6h-6v16h-4z" fill="#222"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="#6b4a33"/><rect x="100" y="80" width="1000" height="720" fill="${paper}"/>
    <rect x="150" y="150" width="250" height="330" fill="#9a8f88"/>${bars.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten().removeAlpha();
}

async function decoded(picture: Sharp): Promise<RgbImage> {
  const jpeg = await picture.jpeg({ quality: 85 }).toBuffer();
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

describe('the photo check of a document', () => {
  let good: Buffer;
  beforeAll(async () => {
    good = await page('#e4e0d8').png().toBuffer();
  });

  it('passes a sharp, well lit page, whichever way up', async () => {
    for (const turn of [0, 90]) {
      expect(checkDocumentPhoto(await decoded(sharp(good).rotate(turn)))).toMatchObject({ ok: true, reasons: [] });
    }
  });

  it('passes a scan on white paper, where a reflection cannot be told from the paper', async () => {
    const scan = page('#ffffff').extract({ left: 100, top: 80, width: 1000, height: 720 });
    expect(checkDocumentPhoto(await decoded(scan)).reasons).toEqual([]);
  });

  it('still passes a slight blur that can be read, and refuses the one that cannot', async () => {
    expect(checkDocumentPhoto(await decoded(sharp(good).blur(WIDTH * 0.0015))).reasons).toEqual([]);
    expect(checkDocumentPhoto(await decoded(sharp(good).blur(WIDTH * 0.004))).reasons).toEqual(['photo_blurred']);
  });

  it('calls a dark photo dark', async () => {
    expect(checkDocumentPhoto(await decoded(sharp(good).linear(0.15, 0))).reasons).toEqual(['photo_dark']);
  });

  it('calls a washed-out photo over-exposed', async () => {
    const reasons = checkDocumentPhoto(await decoded(sharp(good).linear(0.2, 204))).reasons;
    expect(reasons).toContain('photo_overexposed');
  });

  it('sees too much light by the middle tones that it took, though print is as black as before', async () => {
    const portrait = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#c9a58f"/></svg>`,
    );
    const coloured = sharp(good).composite([{ input: portrait, left: 450, top: 150 }]);
    const scan = sharp(await coloured.png().toBuffer()).extract({ left: 100, top: 80, width: 1000, height: 720 });
    const page = await scan.png().toBuffer();
    expect(checkDocumentPhoto(await decoded(sharp(page))).reasons).toEqual([]);
    expect(checkDocumentPhoto(await decoded(sharp(page).linear(2.6, 30))).reasons).toContain('photo_overexposed');
  });

  it('sees a lamp mirrored in the page', async () => {
    const lamp = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><circle cx="600" cy="600" r="150" fill="#fff"/></svg>`,
    );
    const { reasons } = checkDocumentPhoto(await decoded(sharp(good).composite([{ input: lamp }])));
    expect(reasons[0]).toBe('photo_glare');
  });

  it('sees a lamp mirrored in white paper by the print that fades out towards it, from both sides', async () => {
    const scan = sharp(
      await page('#ffffff').extract({ left: 100, top: 80, width: 1000, height: 720 }).png().toBuffer(),
    );
    const lamp = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="720"><radialGradient id="g">
      <stop offset="0.6" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
      <circle cx="500" cy="600" r="190" fill="url(#g)"/></svg>`,
    );
    const { measures, reasons } = checkDocumentPhoto(await decoded(scan.composite([{ input: lamp }])));
    expect([measures.burntPatch, reasons]).toEqual([0, ['photo_glare']]);
  });

  it('takes a white wall at the edge for a wall', async () => {
    const wall = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="70" fill="#fff"/></svg>`,
    );
    expect(checkDocumentPhoto(await decoded(sharp(good).composite([{ input: wall }]))).reasons).toEqual([]);
  });

  it('finds the page by its edges, tells how it lies, and what a person with a camera should do', async () => {
    const seen = checkDocumentPhoto(await decoded(sharp(good)));
    expect(seen.page?.corners.map(({ x, y }) => [Math.round(x / 8), Math.round(y / 8)])).toEqual([
      [7, 5],
      [73, 5],
      [73, 53],
      [7, 53],
    ]);
    expect(instructionFor(seen)).toBe('hold');
    const scan = sharp(good).extract({ left: 130, top: 110, width: 900, height: 640 });
    expect(instructionFor(checkDocumentPhoto(await decoded(scan)))).toBe('aim');
  });

  it('calls a page far away too far, and asks for less in the photo than on the camera page', async () => {
    const table = { background: '#6b4a33' };
    const at = async (room: number) => {
      const wide = await sharp(good)
        .extend({ left: room, right: room, top: room, bottom: room, ...table })
        .png()
        .toBuffer();
      return checkDocumentPhoto(await decoded(sharp(wide).resize(WIDTH)));
    };
    const near = await at(900);
    expect(near.reasons).not.toContain('document_too_far');
    expect(instructionFor(near)).toBe('closer');
    expect((await at(1_600)).reasons).toContain('document_too_far');
  });

  it.each([
    ['tilted', 'document_tilted'],
    ['motion blur', 'photo_blurred'],
    ['noise', 'photo_noisy'],
    ['colour cast', 'photo_colours'],
    ['low contrast', 'photo_low_contrast'],
  ] as const)('names the fault of a photo that is spoilt by: %s', async (fault, reason) => {
    const whole = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
    const spoilt = await documentFaults[fault]?.(await sharp(good).jpeg({ quality: 92 }).toBuffer(), whole);
    expect(checkDocumentPhoto(await decoded(sharp(spoilt))).reasons).toContain(reason);
  });

  it('says of a dark picture only that: without light nothing else can be told', async () => {
    expect(instructionFor(checkDocumentPhoto(await decoded(sharp(good).blur(5).linear(0.1, 0))))).toBe('photo_dark');
  });

  it('refuses thumbnails', async () => {
    expect(checkDocumentPhoto(await decoded(sharp(good).resize(300))).reasons).toContain('photo_too_small');
  });

  it('refuses what JPEG has ground to blocks', async () => {
    const jpeg = await sharp(good).jpeg({ quality: 4 }).toBuffer();
    expect(checkDocumentPhoto(await decoded(sharp(jpeg))).reasons).toContain('photo_compressed');
  });

  it.each([
    ['black', 0],
    ['grey', 128],
    ['white', 255],
  ])('never passes a picture that is all %s', (_, value) => {
    const blank = { width: 640, height: 480, data: new Uint8Array(640 * 480 * 3).fill(value) };
    expect(checkDocumentPhoto(blank).ok).toBe(false);
  });

  it('has an answer even for a single pixel', () => {
    expect(checkDocumentPhoto({ width: 1, height: 1, data: new Uint8Array(3) }).ok).toBe(false);
  });
});
