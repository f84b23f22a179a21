import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { openDecoder } from './decoder.js';

const decoder = openDecoder();
afterAll(() => decoder.close());

const refusal = (code: string) => expect.objectContaining({ name: 'ImageRefused', code });

/** Noise, so that compression leaves enough bytes to damage. */
function noise(width: number, height: number): Sharp {
  const data = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
    Buffer.alloc(width * height * 3),
  );
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG of black pixels: a few kilobytes per hundred megabytes. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const childPids = (): number[] => {
  try {
    return execFileSync('pgrep', ['-P', String(process.pid), '-f', 'decoder-child'], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
  } catch {
    return [];
  }
};

describe('the image decoder', () => {
  it('gives upright RGB and says what the file was', async () => {
    const file = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#ff0000' } })
      .withExif({ IFD0: { Software: 'PhotoShed 1.0' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const image = await decoder.decode(file);
    expect([image.width, image.height]).toEqual([20, 40]);
    expect(image.data).toHaveLength(20 * 40 * 3);
    expect(image.data[0]).toBeGreaterThan(240);
    expect(image.source).toEqual({ width: 40, height: 20, format: 'jpeg', exifSoftware: 'PhotoShed 1.0' });
  });

  it("names the program that XMP, or a PNG's text, says it came from", async () => {
    const grey = sharp({ create: { width: 40, height: 20, channels: 3, background: '#888' } });
    const about = '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="GIMP 2.10"/>';
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${about}</rdf:RDF></x:xmpmeta>`;
    const retouched = await decoder.decode(await grey.clone().withXmp(xmp).jpeg().toBuffer());
    expect(retouched.source.exifSoftware).toBe('GIMP 2.10');
    const plain = await grey.clone().png().toBuffer();
    const text = pngChunk('tEXt', Buffer.from('Software\0Photopea', 'latin1'));
    const named = Buffer.concat([plain.subarray(0, 33), text, plain.subarray(33)]);
    expect((await decoder.decode(named)).source.exifSoftware).toBe('Photopea');
  });

  it.each(['png', 'webp'] as const)('reads %s, transparent parts as white', async (format) => {
    const clear = { create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } } as const;
    const image = await decoder.decode(await sharp(clear).toFormat(format).toBuffer());
    expect([...image.data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it('makes three bytes per pixel of grey, CMYK and 16-bit pictures', async () => {
    const grey = await noise(9, 9).greyscale().toColourspace('b-w').png().toBuffer();
    const cmyk = await noise(9, 9).toColourspace('cmyk').jpeg().toBuffer();
    const deep = await noise(9, 9).toColourspace('rgb16').png().toBuffer();
    for (const file of [grey, cmyk, deep]) expect((await decoder.decode(file)).data).toHaveLength(9 * 9 * 3);
  });

  it('reduces large pictures to 2400 pixels on the long side', async () => {
    const file = await sharp({ create: { width: 5000, height: 1000, channels: 3, background: '#123456' } })
      .jpeg()
      .toBuffer();
    const image = await decoder.decode(file);
    expect([image.width, image.height]).toEqual([2400, 480]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['SVG with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a GIF', Buffer.from('GIF89a')],
    ['a TIFF', Buffer.from([0x49, 0x49, 0x2a, 0])],
    ['a RIFF that is no WebP', Buffer.from('RIFF0000WAVE')],
  ])('refuses %s as not an image', async (_, bytes) => {
    await expect(decoder.decode(bytes)).rejects.toEqual(refusal('not_an_image'));
  });

  it.each([
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4])],
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])],
  ])('refuses rubbish behind the first bytes of a %s', async (_, bytes) => {
    await expect(decoder.decode(bytes)).rejects.toEqual(refusal('damaged'));
  });

  it('refuses an SVG that wears the first bytes of a JPEG', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(decoder.decode(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), svg]))).rejects.toEqual(
      refusal('damaged'),
    );
  });

  it('refuses 50 megabytes unread', async () => {
    const file = Buffer.alloc(50 * 1024 * 1024);
    file.set([0xff, 0xd8, 0xff]);
    await expect(decoder.decode(file)).rejects.toEqual(refusal('too_large'));
  });

  it('refuses a decompression bomb by the size it announces', async () => {
    const file = bomb(30_000, 30_000);
    expect(file.length).toBeLessThan(200_000);
    await expect(decoder.decode(file)).rejects.toEqual(refusal('too_many_pixels'));
  });

  it('takes the first picture of an animation, and refuses a GIF', async () => {
    const frames = await Promise.all([noise(40, 30), noise(40, 30).negate()].map((frame) => frame.png().toBuffer()));
    const animated = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(animated).metadata()).pages).toBe(2);
    const { width, height } = await decoder.decode(animated);
    expect([width, height]).toEqual([40, 30]);
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    await expect(decoder.decode(gif)).rejects.toEqual(refusal('not_an_image'));
  });

  it('refuses a picture whose second half is missing', async () => {
    const file = await noise(300, 300).jpeg().toBuffer();
    await expect(decoder.decode(file.subarray(0, file.length / 2))).rejects.toEqual(refusal('damaged'));
  });

  it('drops a huge EXIF and keeps the picture', async () => {
    const file = await noise(30, 30).jpeg().toBuffer();
    const segment = Buffer.concat([
      Buffer.from([0xff, 0xe1, 0xff, 0xff]),
      Buffer.from('Exif\0\0'),
      Buffer.alloc(65_527, 77),
    ]);
    const stuffed = Buffer.concat([
      file.subarray(0, 2),
      ...Array.from({ length: 200 }, () => segment),
      file.subarray(2),
    ]);
    const image = await decoder.decode(stuffed);
    expect([image.width, image.height]).toEqual([30, 30]);
    expect(image.source.exifSoftware).toBeUndefined();
  });

  it('runs its child without environment', async () => {
    await decoder.decode(await noise(8, 8).png().toBuffer());
    const [pid] = childPids();
    if (process.platform === 'linux') {
      expect(execFileSync('cat', [`/proc/${pid}/environ`], { encoding: 'utf8' })).toBe('');
    }
  });

  it('carries on when the child is killed in the middle of a picture', async () => {
    const file = await noise(3000, 3000).jpeg().toBuffer();
    const first = decoder.decode(file);
    const next = decoder.decode(await noise(8, 8).png().toBuffer());
    for (const pid of childPids()) process.kill(pid, 'SIGKILL');
    expect((await first).width).toBe(2400);
    expect((await next).width).toBe(8);
  });

  it('gives up a picture that takes too long', async () => {
    const hasty = openDecoder({ deadlineMs: 20 });
    const file = await noise(2500, 2500).png({ compressionLevel: 0 }).toBuffer();
    await expect(hasty.decode(file)).rejects.toEqual(refusal('damaged'));
    hasty.close();
  });

  it('answers many at once, each with its own', async () => {
    const widths = [11, 12, 13, 14, 15];
    const images = await Promise.all(
      widths.map(async (width) => decoder.decode(await noise(width, 9).png().toBuffer())),
    );
    expect(images.map((image) => image.width)).toEqual(widths);
  });

  it('refuses after closing', async () => {
    const closed = openDecoder();
    closed.close();
    await expect(closed.decode(await noise(8, 8).png().toBuffer())).rejects.toEqual(refusal('damaged'));
  });
});
