import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { textPath } from '../../dev/specimens/outlines.js';
import { drawPassport } from '../../dev/specimens/passport.js';
import { randomFrom } from '../../dev/specimens/random.js';
import type { GreyImage } from '../image/image.js';
import { loadMrzReader, type MrzReader } from './read-mrz.js';
import { formatMrz } from './text/format-mrz.js';

const today = '2026-06-15';
const anna = {
  documentCode: 'P',
  issuer: 'UTO',
  nationality: 'UTO',
  documentNumber: 'L898902C3',
  surname: 'Eriksson',
  givenNames: 'Anna Maria',
  birthDate: '1974-08-12',
  sex: 'F' as const,
  expiryDate: '2031-04-15',
};
const td3 = formatMrz({ ...anna, format: 'TD3' });

async function grey(picture: Buffer | Uint8Array, change = (image: Sharp) => image): Promise<GreyImage> {
  const changed = await change(sharp(picture).flatten({ background: '#fff' }))
    .png()
    .toBuffer();
  const { data, info } = await sharp(changed).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

/** A card that holds nothing but these lines. */
function card(lines: readonly string[], pitch = 18): Buffer {
  const width = Math.max(...lines.map((line) => line.length)) * pitch + 120;
  const height = lines.length * 2.5 * pitch + 260;
  const text = lines.map((line, at) => textPath(line, 60, 200 + at * 2.4 * pitch, pitch, '#222'));
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#e8e4da"/>${text.join('')}</svg>`,
  );
}

let reader: MrzReader;
beforeAll(async () => {
  reader = await loadMrzReader();
});

describe('reading a photographed specimen passport', () => {
  let photo: Uint8Array;
  beforeAll(async () => {
    photo = await drawPassport({ ...anna, portrait: null });
  });

  it('gives its lines and fields, confidently, and where they stand', async () => {
    const image = await grey(photo);
    const reading = await reader.read(image, today);
    expect(reading).toMatchObject({ format: 'TD3', lines: td3, checkDigitsValid: true, confident: true });
    expect(reading?.fields).toMatchObject({ surname: 'ERIKSSON', givenNames: 'ANNA MARIA', birthDate: '1974-08-12' });
    expect(reading?.quad).toHaveLength(4);
    for (const { x, y } of reading?.quad ?? []) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(image.width);
      expect(y).toBeGreaterThan(image.height / 2);
      expect(y).toBeLessThan(image.height);
    }
  });

  it.each([97, -143])('does so when it is turned by %i°', async (degrees) => {
    const nearby = await sharp(photo).resize({ width: 1_000 }).png().toBuffer();
    const reading = await reader.read(
      await grey(nearby, (image) => image.rotate(degrees, { background: '#654' })),
      today,
    );
    expect(reading).toMatchObject({ lines: td3, confident: true });
  });

  it('does so when it is small and badly compressed', async () => {
    const small = await sharp(photo).resize({ width: 700 }).jpeg({ quality: 25 }).toBuffer();
    expect((await reader.read(await grey(small), today))?.lines).toEqual(td3);
  });

  it('never gives a confident wrong reading when it is blurred', async () => {
    const reading = await reader.read(await grey(photo, (image) => image.blur(1600 * 0.006)), today);
    if (reading?.confident) expect(reading.lines).toEqual(td3);
  });

  it('gives nothing when the zone is covered', async () => {
    const { width, height } = await sharp(photo).metadata();
    const cover = await sharp({ create: { width, height: Math.floor(height * 0.4), channels: 3, background: '#999' } })
      .png()
      .toBuffer();
    const covered = await sharp(photo)
      .composite([{ input: cover, gravity: 'south' }])
      .png()
      .toBuffer();
    expect(await reader.read(await grey(covered), today)).toBeUndefined();
  });
});

describe('reading other documents', () => {
  it.each([
    ['TD1', 'I'],
    ['TD2', 'I'],
    ['MRV-A', 'V'],
    ['MRV-B', 'V'],
  ] as const)('knows the lines of a %s', async (format, documentCode) => {
    const lines = formatMrz({ ...anna, format, documentCode });
    const reading = await reader.read(await grey(card(lines)), today);
    expect(reading).toMatchObject({ format, lines, checkDigitsValid: true, confident: true });
  });

  it('reads every character of the alphabet', async () => {
    const fields = { ...anna, documentNumber: '0O1I8B5S2', surname: 'QDOGCUVYXKW', givenNames: 'ZHMNJLFTRPEAISB' };
    const lines = formatMrz({ ...fields, format: 'TD3', personalNumber: '36947OQDGCZ7M4' });
    expect((await reader.read(await grey(card(lines)), today))?.lines).toEqual(lines);
  });

  it('reads several pictures at once, each as if alone', async () => {
    const documents = ['L898902C3', 'A12345678', '987654321'].map((documentNumber) =>
      formatMrz({ ...anna, documentNumber, format: 'TD3' }),
    );
    const images = await Promise.all(documents.map((lines) => grey(card(lines))));
    const readings = await Promise.all(images.map((image) => reader.read(image, today)));
    expect(readings.map((reading) => reading?.lines)).toEqual(documents);
  });

  it('reports a wrong check digit and never repairs it', async () => {
    const forged = [td3[0] ?? '', (td3[1] ?? '').replace('740812', '840812')];
    const reading = await reader.read(await grey(card(forged)), today);
    expect(reading).toMatchObject({ lines: forged, checkDigitsValid: false, confident: false });
  });

  it('is not confident of a state that does not exist', async () => {
    const lines = formatMrz({ ...anna, format: 'TD3', nationality: 'QZW' });
    const reading = await reader.read(await grey(card(lines)), today);
    expect(reading?.confident ?? false).toBe(false);
  });
});

describe('a picture without an MRZ', () => {
  const random = randomFrom(7);
  const noise = (width: number, height: number): GreyImage => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height }, () => random() * 256),
  });
  const plain = (width: number, height: number, value: number): GreyImage => ({
    width,
    height,
    data: new Uint8Array(width * height).fill(value),
  });

  it.each([
    ['is black', plain(800, 600, 0)],
    ['is white', plain(800, 600, 255)],
    ['is noise', noise(800, 600)],
    ['is empty', plain(0, 0, 0)],
    ['is one pixel', plain(1, 1, 9)],
    ['is one row', noise(2000, 1)],
    ['is one column', noise(1, 2000)],
    ['is a narrow strip', noise(3000, 45)],
  ])('that %s reads as nothing', async (_, image) => {
    expect(await reader.read(image, today)).toBeUndefined();
  });

  it('but with two lines of other text reads as nothing', async () => {
    const lines = ['THIS LETTER IS ABOUT YOUR NEXT APPOINTMENT', 'PLEASE BRING IT WITH YOU WHEN YOU COME TO US'];
    const reading = await reader.read(await grey(card(lines)), today);
    expect(reading?.confident ?? false).toBe(false);
    expect(reading?.checkDigitsValid ?? false).toBe(false);
  });

  it('but with stripes like lines of print reads as nothing', async () => {
    const image = plain(1000, 700, 230);
    for (let y = 500; y < 620; y++) {
      for (let x = 50; x < 950; x++) if (y % 50 < 20 && x % 9 < 3) image.data[y * 1000 + x] = 20;
    }
    expect(await reader.read(image, today)).toBeUndefined();
  });
});

it('weights that are no network are refused when the reader is made', async () => {
  await expect(loadMrzReader({ weights: new Uint8Array([1, 2, 3]) })).rejects.toThrow();
});
