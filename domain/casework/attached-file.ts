export const attachedFiles = { pdf: 'application/pdf', jpeg: 'image/jpeg', png: 'image/png' } as const;

export type AttachedFile = keyof typeof attachedFiles;

const firstBytes: Readonly<Record<AttachedFile, readonly number[]>> = {
  pdf: [0x25, 0x50, 0x44, 0x46, 0x2d],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** What a file is by its first bytes, whatever its name says; undefined for all that nobody may attach. */
export function attachedFile(bytes: Uint8Array): AttachedFile | undefined {
  const kinds = Object.keys(firstBytes) as AttachedFile[];
  return kinds.find((kind) => firstBytes[kind].every((byte, at) => bytes[at] === byte));
}
