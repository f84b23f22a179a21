import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
}, 60_000);
afterAll(() => drop?.());

const hashes = (seed: number, count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, frame) =>
    Uint8Array.from({ length: 32 }, (_, at) => (seed * 7919 + frame * 104_729 + at * 611_953) >> 5),
  );
/** The hash with so many bits changed, spread over all of it. */
const changed = (hash: Uint8Array, bits: number): Uint8Array => {
  const copy = hash.slice();
  for (let bit = 0; bit < bits; bit++) {
    const at = (bit * 37) % 256;
    copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7));
  }
  return copy;
};

test('a frame is known when it came with another case, also with up to seven bits changed, and not with many', async () => {
  const first = hashes(1, 3);
  expect(await store.seenFrames.note('one', 1, first)).toBe(0);
  expect(await store.seenFrames.note('two', 1, first)).toBe(3);
  const withBits = (bits: number) => first.map((hash) => changed(hash, bits));
  for (const bits of [1, 3, 7]) {
    expect(await store.seenFrames.note(`copy ${bits}`, 1, withBits(bits))).toBe(3);
  }
  expect(await store.seenFrames.note('else', 1, withBits(60))).toBe(0);
  expect(await store.seenFrames.note('others', 1, hashes(99, 3))).toBe(0);
});

test('a retry finds nothing of its own, and changes nothing', async () => {
  const frames = hashes(5, 4);
  expect(await store.seenFrames.note('again', 1, frames)).toBe(0);
  expect(await store.seenFrames.note('again', 1, frames)).toBe(0);
  expect(await store.tools.db.collection('seen_frames').countDocuments({ caseId: 'again' })).toBe(4);
});

test('who tries again in the same case may sit as before', async () => {
  const frames = hashes(6, 3);
  expect(await store.seenFrames.note('retried', 1, frames)).toBe(0);
  expect(await store.seenFrames.note('retried', 2, frames)).toBe(0);
});

test('what is kept is not the hash, and ends by itself', async () => {
  const [frame] = hashes(8, 1);
  await store.seenFrames.note('kept', 1, [frame as Uint8Array]);
  const row = await store.tools.db.collection('seen_frames').findOne({ caseId: 'kept' });
  expect(row?.hash).not.toBe(Buffer.from(frame as Uint8Array).toString('base64url'));
  expect(row?.erasedAt.getTime()).toBeGreaterThan(Date.now());
});

test('is looked up by an index', async () => {
  const plan = await store.tools.db
    .collection('seen_frames')
    .find({ pieces: { $in: ['0AAAAAA'] } })
    .explain('queryPlanner');
  expect(JSON.stringify(plan)).toContain('IXSCAN');
});
