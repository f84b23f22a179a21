export type ImageFormat = 'jpeg' | 'png' | 'webp';

const startsWith = (bytes: Uint8Array, offset: number, expected: readonly number[]): boolean =>
  expected.every((byte, at) => bytes[offset + at] === byte);

/** Which kind of picture these bytes claim to be by their first bytes; undefined for everything that is not accepted. */
export function sniffImage(bytes: Uint8Array): ImageFormat | undefined {
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  const riff = startsWith(bytes, 0, [0x52, 0x49, 0x46, 0x46]);
  return riff && startsWith(bytes, 8, [0x57, 0x45, 0x42, 0x50]) ? 'webp' : undefined;
}
