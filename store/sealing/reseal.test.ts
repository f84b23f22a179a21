import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { Binary, Collection, type Document, ObjectId } from 'mongodb';
import { createResealActivities } from '../../activities/reseal/activities.js';
import { hour } from '../../domain/clock.js';
import { createSealer, type Sealer } from '../../platform/keys/sealing.js';
import { createLog } from '../../platform/log/log.js';
import { randomId } from '../../platform/random-id.js';
import { projectRoot } from '../../platform/root.js';
import { ConfigError } from '../../platform/settings/config-error.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { killable } from '../../test/support/workflows/killed-everywhere.js';
import { bytesOf } from '../collection.js';
import type { Store } from '../database.js';
import { type Place, type ResealProgress, resealing } from './reseal.js';
import { type RowPart, type SealedField, sealedFields } from './sealed-fields.js';
import { sealingKeys } from './sealing-keys.js';

const { killAt } = killable();
const [oldKey, newKey] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(32))];
const [old, both, fresh] = [createSealer(oldKey), createSealer([newKey, oldKey]), createSealer(newKey)];
let store: Store;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop());
beforeEach(async () => {
  killAt(Number.POSITIVE_INFINITY);
  // What the other collections hold was sealed anew by the first test.
  for (const name of ['accounts', 'forms', 'ticket_files']) await store.tools.db.collection(name).deleteMany({});
  await store.tools.keysDb.collection('sealing_keys').deleteMany({});
});

const rowsOf = ({ database, collection }: Pick<SealedField, 'database' | 'collection'>) =>
  store.tools[database].collection<Document & { _id: string }>(collection);

/** A row whose field is sealed, as its collection would do it. */
function sampleRow(one: SealedField, sealer: Sealer): Document & { _id: string } {
  const [head = '', leaf] = one.path.split('[].');
  const [_id, emailKey] = [randomId(), randomId()];
  // Some are unique.
  const row = { _id, ticket: 'a ticket', emailKey, registrationId: _id, emailKeys: [emailKey], form: _id };
  const part: RowPart = { kind: 'email', id: randomId(), kid: randomId() };
  const sealed = new Binary(sealer.seal(Buffer.from(one.path), one.context(row, leaf ? part : row)));
  if (leaf) return { ...row, [head]: [{ kind: 'mobile' }, { ...part, [leaf]: sealed }] };
  const [outer = '', inner] = head.split('.');
  return { ...row, [outer]: inner ? { [inner]: sealed } : sealed };
}

/** What opens the field of a row. */
function open(one: SealedField, row: Document & { _id: string }, sealer: Sealer): string {
  const [head = '', leaf] = one.path.split('[].');
  const part = leaf ? row[head][1] : row;
  const value = leaf ? part[leaf] : head.split('.').reduce((at: Document, name) => at[name], row);
  return Buffer.from(sealer.open(bytesOf(value as never), one.context(row, part))).toString();
}

async function through(place: Place, sealer: Sealer): Promise<ResealProgress> {
  const work = resealing({ ...store.tools, sealer });
  let progress: ResealProgress = { resealed: 0, left: {} };
  for (let end = false; !end; ) ({ progress, end } = await work.page(place, progress));
  return progress;
}

async function pass(sealer: Sealer): Promise<{ resealed: number; left: Record<string, number> }> {
  const work = resealing({ ...store.tools, sealer });
  const sum = { resealed: 0, left: {} as Record<string, number> };
  for (const place of await work.places()) {
    const progress = await through(place, sealer);
    sum.resealed += progress.resealed;
    for (const [field, many] of Object.entries(progress.left)) sum.left[`${place.collection}.${field}`] = many;
  }
  return sum;
}

describe('Sealing anew', () => {
  test('reaches every sealed field, which then opens without the old key, and finds nothing the second time', async () => {
    const samples = sealedFields.map((one) => ({ one, row: sampleRow(one, old) }));
    for (const { one, row } of samples) await rowsOf(one).insertOne(row);
    expect(await pass(both)).toEqual({ resealed: sealedFields.length, left: {} });
    for (const { one, row } of samples) {
      const now = (await rowsOf(one).findOne({ _id: row._id })) as Document & { _id: string };
      expect(open(one, now, fresh)).toBe(one.path);
      expect(() => open(one, now, old)).toThrow();
    }
    expect(await pass(both)).toEqual({ resealed: 0, left: {} });
  });

  test('tells what it does not know, or cannot open, and leaves it as it is', async () => {
    const [email] = sealedFields as readonly [SealedField];
    const foreign = { ...sampleRow(email, old), _id: 'moved from another row' };
    await rowsOf(email).insertOne(foreign);
    const unknown = { _id: 'x', deep: { field: [new Binary(old.seal(Buffer.from('?'), 'nobody knows'))] } };
    await store.tools.db.collection<{ _id: string }>('new_collection').insertOne(unknown);
    const left = { 'accounts.email': 1, 'new_collection.deep.field[]': 1 };
    expect(await pass(both)).toEqual({ resealed: 0, left });
    expect(await rowsOf(email).findOne()).toEqual(foreign);
    await store.tools.db.collection('new_collection').drop();
  });

  test('reaches rows of every type of id', async () => {
    const forms = sealedFields.find(({ collection }) => collection === 'forms') as SealedField;
    const ids = [7, 'a text', new ObjectId(), new Date()] as unknown as string[];
    const rows = ids.map((_id) => {
      const sealed = new Binary(old.seal(Buffer.from('?'), forms.context({ _id }, { _id })));
      return { _id, sealed };
    });
    await rowsOf(forms).insertMany(rows);
    expect(await through(forms, both)).toMatchObject({ resealed: ids.length, left: {} });
    expect(await through(forms, both)).toMatchObject({ resealed: 0, left: {} });
  });

  test('holds few large files at a time', async () => {
    const files = sealedFields.find(({ collection }) => collection === 'ticket_files') as SealedField;
    const large = new Uint8Array(3_000_000);
    for (let i = 0; i < 6; i += 1) {
      const row = { _id: `${i}`, ticket: 'a ticket' };
      const sealed = new Binary(old.seal(large, files.context(row, row)));
      await rowsOf(files).insertOne({ ...row, sealed });
    }
    const { calls } = jest.mocked(Collection.prototype.bulkWrite).mock;
    const before = calls.length;
    const { progress } = await resealing({ ...store.tools, sealer: both }).page(files, {
      after: '',
      resealed: 0,
      left: {},
    });
    expect(progress).toMatchObject({ resealed: 6 });
    const together = calls.slice(before).map(([writes]) => writes.length);
    expect(together).toEqual([2, 2, 2]);
  });

  test('goes on, where its process was killed, from the page that it had come to', async () => {
    const many = 450;
    const forms = sealedFields.find(({ collection }) => collection === 'forms') as SealedField;
    const rows = Array.from({ length: many }, () => sampleRow(forms, old));
    await rowsOf(forms).insertMany(rows);
    const log = createLog({ level: 'silent', process: 'test' });
    const pages: ResealProgress[] = [];
    const work = resealing({ ...store.tools, sealer: both });
    const watched = {
      ...work,
      page: (...[place, before]: Parameters<typeof work.page>) => {
        pages.push(before);
        return work.page(place, before);
      },
    };
    const { resealCollection } = createResealActivities({ store: { ...store, resealing: watched }, log });
    let beat: unknown;
    const begin = (heartbeatDetails?: unknown) => {
      const environment = new MockActivityEnvironment({ heartbeatDetails }, { logger: new DefaultLogger('ERROR') });
      environment.on('heartbeat', (details: unknown) => {
        beat = details;
      });
      return environment.run(resealCollection, forms);
    };
    killAt(2);
    await expect(begin()).rejects.toThrow('killed');
    killAt(Number.POSITIVE_INFINITY);
    pages.length = 0;
    expect(await begin(beat)).toEqual({ resealed: many, left: {} });
    expect(pages[0]).toMatchObject({ resealed: 200 });
    for (const row of await rowsOf(forms).find().toArray()) expect(open(forms, row, fresh)).toBe(forms.path);
  });
});

test('The list of sealed fields names every context under which the files of the store seal', () => {
  const placeholders = (text: string) => text.replaceAll(/\$\{[^}]*\}/g, '*');
  const written = new Set<string>();
  for (const file of readdirSync(join(projectRoot, 'store'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.endsWith('sealed-fields.ts')) continue;
    const source = readFileSync(join(projectRoot, 'store', file), 'utf8');
    if (!/\bsealer\b/i.test(source)) continue;
    for (const [, text = ''] of source.matchAll(/`([a-z][\w.-]*(?:\$\{\w+\})?:\$\{[^`]*)`/gi))
      written.add(placeholders(text));
  }
  const named = sealedFields.map((one) => one.context({ _id: '*', ticket: '*' }, { kind: '*', id: '*', kid: '*' }));
  const names = new Set(named.map((text) => text.replace('data-key:', '')));
  // Under the key of a case or an account.
  for (const other of ['evidence:*:*:*', 'face:*:*']) expect([...written]).toContain(other);
  const ids = ['sid:*', 'grant:*', 'grant:*.*'];
  const missing = [...written].filter((text) => {
    const pattern = new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '.+')}$`);
    return ![...names, ...ids, 'evidence:*:*:*', 'face:*:*'].some((name) => pattern.test(name));
  });
  expect([written.size > 25, missing]).toEqual([true, []]);
});

describe('A sealing key', () => {
  const start = new Date('2026-11-23T12:00:00Z');
  const at = (ms: number) => new Date(start.getTime() + ms);
  const keysOf = (sealer: Sealer) => sealingKeys({ ...store.tools, sealer });
  const refusal = (sealer: Sealer) =>
    keysOf(sealer)
      .keepTo('api', start)
      .then(
        () => undefined,
        (error: unknown) => error,
      );

  test('that is still needed must be there, or no process starts, and the setting is named', async () => {
    await keysOf(old).keepTo('api', start);
    const refused = (await refusal(fresh)) as ConfigError;
    expect(refused).toBeInstanceOf(ConfigError);
    expect(refused.problems).toEqual([
      { setting: 'SEALING_KEY', expected: expect.stringContaining(`${old.keyIds[0]}`) },
    ]);
    expect(refused.message).not.toContain(Buffer.from(oldKey).toString('base64'));
    await keysOf(both).keepTo('api', start);
    // Both are needed now: whoever goes back to the old one alone could not open what the new one sealed.
    expect(await refusal(old)).toBeInstanceOf(ConfigError);
  });

  test('may be taken out when a pass found nothing under it that began an hour after its successor', async () => {
    await keysOf(old).keepTo('api', start);
    await keysOf(both).keepTo('api', start);
    expect(await keysOf(both).isOlderNeeded()).toBe(true);
    expect(await keysOf(both).noteClear(at(hour - 1))).toEqual([]);
    expect(await refusal(fresh)).toBeInstanceOf(ConfigError);
    expect(await keysOf(both).noteClear(at(hour))).toEqual(old.keyIds);
    expect(await keysOf(both).isOlderNeeded()).toBe(false);
    expect(await refusal(fresh)).toBeUndefined();
    // A process that seals by it once more makes it needed once more.
    await keysOf(createSealer([oldKey, newKey])).keepTo('api', at(2 * hour));
    expect(await refusal(fresh)).toBeInstanceOf(ConfigError);
  });

  test('that is to come, or seals elsewhere already, is not said to be over by a process that seals by the one before', async () => {
    const before = keysOf(createSealer([oldKey, newKey]));
    await keysOf(old).keepTo('api', start);
    await before.keepTo('api', at(hour));
    expect(await before.noteClear(at(2 * hour))).toEqual([]);
    await keysOf(both).keepTo('api', at(3 * hour));
    expect(await before.noteClear(at(4 * hour))).toEqual([]);
    expect(await refusal(old)).toBeInstanceOf(ConfigError);
    expect(await keysOf(both).noteClear(at(4 * hour))).toEqual(old.keyIds);
    // As after a kill, before it was told.
    expect(await keysOf(both).noteClear(at(4 * hour))).toEqual(old.keyIds);
  });

  test('that was gone back to counts its hour anew', async () => {
    const back = keysOf(createSealer([oldKey, newKey]));
    await keysOf(old).keepTo('api', start);
    await keysOf(both).keepTo('api', at(2 * hour));
    await back.keepTo('api', at(4 * hour));
    expect(await back.noteClear(at(5 * hour - 1))).toEqual([]);
    expect(await refusal(old)).toBeInstanceOf(ConfigError);
    expect(await back.noteClear(at(5 * hour))).toEqual(fresh.keyIds);
    expect(await refusal(old)).toBeUndefined();
  });
});
