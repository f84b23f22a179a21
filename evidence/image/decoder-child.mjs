/**
 * Decodes pictures from strangers, one after the other, in a process of its own that has nothing worth stealing.
 * Runs from the source tree in development and production alike, so it is plain JavaScript.
 *
 * In:  4 bytes length (big endian), the picture.
 * Out: 4 bytes length of the JSON, 4 bytes length of the pixels, JSON `{ width, height, source }` or `{ refused }`,
 *      then the pixels, width × height × 3 bytes of RGB.
 */
import sharp from 'sharp';

const LONG_SIDE = Number(process.argv[2]);
const MAX_PIXELS = Number(process.argv[3]);
const FORMATS = ['jpeg', 'png', 'webp'];
const SOFTWARE_TAG = 0x0131;
const ASCII_TYPE = 2;

sharp.cache(false);
sharp.concurrency(1);
// Of all that libvips can read, only what is accepted.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });

/**
 * The program named in EXIF's first directory (TIFF 6.0, tag 305), at most 64 printable characters.
 * @param {Buffer} exif
 */
function softwareOf(exif) {
  const start = exif.subarray(0, 4).toString('latin1') === 'Exif' ? 6 : 0;
  const little = exif.subarray(start, start + 2).toString('latin1') === 'II';
  /** @param {number} at */
  const u16 = (at) => (little ? exif.readUInt16LE(start + at) : exif.readUInt16BE(start + at));
  /** @param {number} at */
  const u32 = (at) => (little ? exif.readUInt32LE(start + at) : exif.readUInt32BE(start + at));
  const directory = u32(4);
  for (let entry = 0; entry < u16(directory); entry++) {
    const at = directory + 2 + entry * 12;
    if (u16(at) !== SOFTWARE_TAG || u16(at + 2) !== ASCII_TYPE) continue;
    const length = u32(at + 4);
    const text = start + (length > 4 ? u32(at + 8) : at + 8);
    return exif
      .subarray(text, text + Math.min(length, 64))
      .toString('latin1')
      .replace(/[^\x20-\x7e]/g, '')
      .trim();
  }
  return '';
}

/** @param {Buffer | undefined} exif */
function exifSoftware(exif) {
  try {
    return (exif && softwareOf(exif)) || undefined;
  } catch {
    return undefined;
  }
}

/**
 * The program named in XMP (`xmp:CreatorTool`, as an element or an attribute) or in a PNG's text: editors that leave no EXIF.
 * @param {{ xmpAsString?: string, comments?: { keyword: string, text: string }[] }} metadata
 */
function otherSoftware({ xmpAsString = '', comments = [] }) {
  const tool = /CreatorTool(?:>|\s*=\s*["'])([^<"']{1,64})/.exec(xmpAsString)?.[1];
  const text = comments.find(({ keyword }) => /^software$/i.test(keyword))?.text.slice(0, 64);
  return (tool ?? text)?.replace(/[^\x20-\x7e]/g, '').trim() || undefined;
}

/**
 * @param {Buffer} bytes
 * @returns {Promise<{ data?: Buffer } & Record<string, unknown>>}
 */
async function decode(bytes) {
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true });
  const metadata = await picture.metadata();
  const { width, height, format } = metadata;
  if (!FORMATS.includes(format)) return { refused: 'not_an_image' };
  if (!(width * height <= MAX_PIXELS)) return { refused: 'too_many_pixels' };
  const { data, info } = await picture
    .autoOrient()
    .resize(LONG_SIDE, LONG_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) return { refused: 'damaged' };
  const source = { width, height, format, exifSoftware: exifSoftware(metadata.exif) ?? otherSoftware(metadata) };
  return { width: info.width, height: info.height, source, data };
}

/** @param {Buffer} bytes */
async function answer(bytes) {
  const { data = Buffer.alloc(0), ...result } = await decode(bytes).catch((error) => ({
    data: undefined,
    refused: /pixel limit|dimensions/i.test(String(error)) ? 'too_many_pixels' : 'damaged',
  }));
  const json = Buffer.from(JSON.stringify(result));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(json.length, 0);
  lengths.writeUInt32BE(data.length, 4);
  process.stdout.write(Buffer.concat([lengths, json, data]));
}

let waiting = [];
let received = 0;
let wanted = 0;
for await (const piece of process.stdin) {
  waiting.push(piece);
  received += piece.length;
  if (!wanted && received >= 4) wanted = Buffer.concat(waiting).readUInt32BE() + 4;
  if (!wanted || received < wanted) continue;
  await answer(Buffer.concat(waiting).subarray(4, wanted));
  waiting = [];
  received = 0;
  wanted = 0;
}
