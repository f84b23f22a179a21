import { day } from '../../domain/clock.js';
import { insertMissing } from '../collection.js';
import type { StoreTools } from '../tools.js';

const BYTES = 32;
/** Pieces of 32 bits by which a frame is found: of two hashes that differ in fewer bits than there are pieces, one is the same. */
const PIECES = 8;
/** A copy of a frame differs in no more bits than this: one fewer than there are pieces. */
const TOLERANCE = PIECES - 1;
export const keptFor = 180 * day;
/** Rows looked at for one frame: more share a piece only where a wall is all that is seen. */
const MOST_ROWS = 50;

export type FrameRow = {
  _id: string;
  /** Which case it came with. */
  caseId: string;
  /** The frame's hash with its bits shuffled and flipped by a key: distances stay, what it shows cannot be told. */
  hash: string;
  pieces: string[];
  erasedAt: Date;
};

/**
 * Perceptual hashes of the frames of face scans, to notice one that comes a second time, whoever sends it. No picture, no face and no
 * account; kept for 180 days. A look-up goes by pieces of the hash through an index, never through all rows.
 */
export function seenFrames({ db, lookup }: StoreTools) {
  const rows = db.collection<FrameRow>('seen_frames');
  const mask = Buffer.from(lookup.lookup('frame', 'mask'), 'base64url');
  const order = Array.from({ length: BYTES * 8 }, (_, bit) => bit)
    .map((bit) => [lookup.lookup('frame', `bit ${bit}`), bit] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, bit]) => bit);

  const keyed = (hash: Uint8Array): Buffer => {
    const shuffled = Buffer.from(mask.subarray(0, BYTES));
    order.forEach((from, to) => {
      if (((hash[from >> 3] ?? 0) >> (from & 7)) & 1) shuffled[to >> 3] = (shuffled[to >> 3] ?? 0) ^ (1 << (to & 7));
    });
    return shuffled;
  };
  const piecesOf = (hash: Buffer): string[] =>
    Array.from({ length: PIECES }, (_, at) => `${at}${hash.subarray(at * 4, at * 4 + 4).toString('base64url')}`);

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ pieces: 1 });
      await rows.createIndex({ erasedAt: 1 }, { expireAfterSeconds: 0 });
    },

    /**
     * Notes the frames of a scan. Repeating it changes nothing.
     * @param hashes by `frameHash`, 32 bytes each
     * @returns how many of them had come with another case; who tries again sits where they sat before, and may look the same
     */
    async note(caseId: string, attempt: number, hashes: readonly Uint8Array[]): Promise<number> {
      let known = 0;
      // By the database's clock, which ends it.
      const erasedAt = new Date(Date.now() + keptFor);
      const added: FrameRow[] = [];
      for (const [index, hash] of hashes.entries()) {
        const own = keyed(hash);
        if (await cameBefore(caseId, own)) known++;
        added.push({
          _id: `${caseId}-${attempt}-${index}`,
          caseId,
          hash: own.toString('base64url'),
          pieces: piecesOf(own),
          erasedAt,
        });
      }
      await insertMissing(rows, added);
      return known;
    },
  };

  async function cameBefore(caseId: string, own: Buffer): Promise<boolean> {
    const near = await rows
      .find({ pieces: { $in: piecesOf(own) }, caseId: { $ne: caseId } }, { projection: { hash: 1 }, limit: MOST_ROWS })
      .toArray();
    return near.some(({ hash }) => distance(own, Buffer.from(hash, 'base64url')) <= TOLERANCE);
  }
}

function distance(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < BYTES; at++) for (let rest = (a[at] ?? 0) ^ (b[at] ?? 0); rest; rest &= rest - 1) count++;
  return count;
}
