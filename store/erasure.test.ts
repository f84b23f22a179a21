import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BSON } from 'mongodb';
import { randomId } from '../platform/random-id.js';
import { openTestStore } from '../test/support/store/open-test-store.js';
import type { Store } from './database.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop?.());

const now = new Date('2026-11-22T12:00:00Z');
const secret = 'SURNAME<<GIVEN<NAMES';
const version = 'pipeline/1';
const face = (of: number) => Float32Array.from({ length: 128 }, (_, at) => Math.sin(of + at));

/** Every row of the database, as a backup would hold it. */
async function backup(): Promise<{ bytes: Buffer; rows: { name: string; row: { _id: string } }[] }> {
  const names = (await store.tools.db.listCollections().toArray()).map(({ name }) => name);
  const rows = (
    await Promise.all(
      names.map(async (name) =>
        (await store.tools.db.collection<{ _id: string }>(name).find().toArray()).map((row) => ({ name, row })),
      ),
    )
  ).flat();
  return { bytes: Buffer.concat(rows.map(({ row }) => Buffer.from(BSON.serialize(row)))), rows };
}

async function restore({ rows }: Awaited<ReturnType<typeof backup>>): Promise<void> {
  for (const { name, row } of rows) {
    await store.tools.db.collection<{ _id: string }>(name).replaceOne({ _id: row._id }, row, { upsert: true });
  }
}

describe('A case that was erased', () => {
  test('gives back no byte of what was sent, typed or found: not in the store, and not from a backup of it', async () => {
    const caseId = randomId();
    const other = randomId();
    const [form, draft] = [randomId(), randomId()];
    const picture = Buffer.from(`\xff\xd8${secret}`.repeat(50), 'latin1');
    const piece = { slot: 'document', attempt: 1, bytes: picture, mediaType: 'image/jpeg', now } as const;
    const [id, kept] = [
      await store.evidence.put({ caseId, ...piece }),
      await store.evidence.put({ caseId: other, ...piece }),
    ];
    await store.evidence.putFact(caseId, 'face-template', 1, { version, values: [...face(1)] }, now);
    await store.evidence.putFact(caseId, 'details', 1, { familyName: secret }, now);
    await store.forms.put(form, { familyName: secret }, new Date(), caseId);
    await store.forms.saveDraft(draft, { familyName: secret }, new Date(), caseId);
    expect(await store.forms.get(form)).toEqual({ familyName: secret });
    expect(await store.forms.draft(draft)).toEqual({ familyName: secret });
    const before = await backup();
    expect(before.bytes.includes(secret)).toBe(false);

    await store.evidence.erase(caseId);
    await store.forms.eraseOfCase(caseId);
    const read = () =>
      Promise.all([
        store.evidence.get(caseId, id),
        store.evidence.fact(caseId, 'face-template'),
        store.evidence.fact(caseId, 'details'),
        store.forms.get(form),
        store.forms.draft(draft),
      ]);
    expect(await read()).toEqual(Array(5).fill(undefined));
    const after = await backup();
    for (const gone of [caseId, id, form, draft]) expect(after.bytes.includes(gone)).toBe(false);

    await restore(before);
    expect(await store.evidence.list(caseId)).toHaveLength(3);
    expect(await read()).toEqual(Array(5).fill(undefined));
    expect(Buffer.from((await store.evidence.get(other, kept))?.bytes ?? [])).toEqual(picture);
    // Nor does a new piece bring the key back.
    await expect(store.evidence.put({ caseId, ...piece })).rejects.toThrow();
    await expect(store.forms.put(randomId(), {}, now, caseId)).rejects.toThrow();
  });
});

describe('A template of a face', () => {
  const search = async () => {
    const found: string[] = [];
    for await (const block of store.faceTemplates.blocks(version, 2)) found.push(...block.map((one) => one.accountId));
    return found.sort();
  };

  test('is kept only with consent, found by recovery and search, and gone with it, from a backup too', async () => {
    const accounts = [randomId(), randomId(), randomId(), randomId(), randomId()];
    const [refusing = '', withdrawing = ''] = accounts;
    for (const [index, account] of accounts.entries()) {
      if (account !== refusing) await store.faceTemplates.consent(account, now);
      expect(await store.faceTemplates.keep(account, face(index), version, now)).toBe(account !== refusing);
    }
    expect(await store.faceTemplates.of(refusing, version)).toBeUndefined();
    expect(await store.faceTemplates.of(withdrawing, version)).toEqual(face(1));
    expect(await store.faceTemplates.of(withdrawing, 'pipeline/2')).toBeUndefined();
    expect(await search()).toEqual(accounts.slice(1).sort());
    const before = await backup();
    expect(before.bytes.includes(Buffer.from(face(1).buffer).subarray(0, 16))).toBe(false);

    await store.faceTemplates.erase(withdrawing);
    expect(await store.faceTemplates.consentOf(withdrawing)).toBeUndefined();
    await restore(before);
    expect(await store.faceTemplates.of(withdrawing, version)).toBeUndefined();
    expect(await search()).toEqual(accounts.slice(2).sort());
    await store.faceTemplates.erase(withdrawing);
    expect((await backup()).bytes.includes(withdrawing)).toBe(false);

    // Who agrees again has a new key.
    await store.faceTemplates.consent(withdrawing, now);
    expect(await store.faceTemplates.keep(withdrawing, face(9), version, now)).toBe(true);
    expect(await store.faceTemplates.of(withdrawing, version)).toEqual(face(9));
  });

  test('of another version is searched apart', async () => {
    const account = randomId();
    await store.faceTemplates.consent(account, now);
    await store.faceTemplates.keep(account, face(3), 'pipeline/3', now);
    expect(await search()).not.toContain(account);
  });
});
