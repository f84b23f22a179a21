import { crc32, deflateSync } from 'node:zlib';

/** A PNG of black pixels, 30,000 by 30,000: small to send, 112 MB when it is unpacked. */
export function decompressionBomb(): Buffer {
  const side = 30_000;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((side / 8 + 1) * side), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A drawing that would run a script wherever it is shown. */
export const scriptedDrawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ours now"</script><rect width="9" height="9"/></svg>',
);

/** The same JPEG with as many megabytes of EXIF before its picture. */
export function withHugeExif(jpeg: Uint8Array, megabytes: number): Buffer {
  const segment = Buffer.concat([
    Buffer.from([0xff, 0xe1, 0xff, 0xff]),
    Buffer.from('Exif\0\0'),
    Buffer.alloc(65_527, 77),
  ]);
  const segments = Array.from({ length: megabytes * 16 }, () => segment);
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
