import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Binary } from 'mongodb';
import { createRateLimit } from '../../api/limits/rate-limit.js';
import { projectRoot } from '../../platform/root.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { allCollections, undeclared, wrongIn } from '../../test/support/store/stored-fields.js';
import type { Store } from '../database.js';
import { sealedFields } from '../sealing/sealed-fields.js';
import { leavesOf } from './declare.js';
import { processings } from './processing.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  await createRateLimit(store)({ name: 'api', requests: 100, seconds: 60 }, 'surgery');
});
afterAll(() => drop?.());

const names = processings.map(({ collection }) => collection);
const record = (name: string) => processings.find(({ collection }) => collection === name) as (typeof processings)[0];

/** Collections that the product's sources name. */
function namedInSources(): string[] {
  const rooms = ['store', 'platform', 'activities', 'worker', 'workflows', 'ui', 'api', 'command'];
  const files = rooms.flatMap((room) =>
    readdirSync(join(projectRoot, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => join(projectRoot, room, path)),
  );
  const texts = files.map((path) => readFileSync(path, 'utf8'));
  const found = texts.flatMap((text) => [
    ...text.matchAll(/\.collection(?:<[^;]*?>)?\(\s*'(\w+)'/g),
    ...text.matchAll(/tableName: '(\w+)'/g),
  ]);
  return [...new Set(found.map(([, name = '']) => name))].sort();
}

describe('The record of processing', () => {
  test('declares every collection that the product names or makes, once, and no other, and lets none lie there undeclared', async () => {
    expect(namedInSources()).toEqual([...new Set(names)].sort());
    expect(names).toHaveLength(new Set(names).size);
    const made = (await allCollections(store.tools)).map(({ collectionName }) => collectionName);
    expect(made.length).toBeGreaterThan(50);
    expect(await undeclared(store.tools)).toEqual([]);
  });

  test('has rows removed by the index, on the day, that the store has: no other index removes, and none is missing', async () => {
    const indexes = (await allCollections(store.tools)).map(async (rows) =>
      (await rows.indexes()).flatMap(({ key, expireAfterSeconds }) =>
        expireAfterSeconds === undefined
          ? []
          : [{ collection: rows.collectionName, by: Object.keys(key).join(), delay: expireAfterSeconds * 1_000 }],
      ),
    );
    const declared = processings.flatMap(({ collection, kept }) =>
      'by' in kept ? [{ collection, by: kept.by, delay: kept.delay ?? 0 }] : [],
    );
    const order = (some: typeof declared) => some.sort((a, b) => a.collection.localeCompare(b.collection));
    expect(order((await Promise.all(indexes)).flat())).toEqual(order(declared));
    for (const { kept } of processings) if ('by' in kept) expect(kept.lasts).toBeGreaterThanOrEqual(kept.delay ?? 0);
  });

  test('calls sealed under the key of the service what a new key seals anew, and nothing else', () => {
    const declared = processings.flatMap(({ collection, fields }) =>
      leavesOf(fields).flatMap(([path, kind]) =>
        kind === 'sealed' || kind === 'wrapped' ? [`${collection}.${path}`] : [],
      ),
    );
    const resealed = sealedFields.map(({ collection, path }) => `${collection}.${path.replaceAll('[]', '')}`);
    // What is typed before there is a case lies under the key of the service too. A block removes no number.
    expect([...declared, 'forms.sealed'].sort()).toEqual([...resealed, 'accounts.block.removed'].sort());
  });

  test('lets nothing that names a person run out later than after half a year', () => {
    const late = processings.filter(
      ({ closing, kept }) => closing === 'runs-out' && !('by' in kept && kept.lasts <= 183 * 86_400_000),
    );
    expect(late.map(({ collection }) => collection)).toEqual([]);
  });

  test.each([
    [{ nickname: 'x' }, 'accounts.nickname is not declared'],
    [{ email: 'plain text' }, 'accounts.email is declared as sealed and is not bytes'],
    [{ emailKey: 'a b' }, 'accounts.emailKey is declared as hashed and is not'],
    [{ former: [{ sealed: 'x' }] }, 'accounts.former.sealed is declared as sealed and is not bytes'],
    [{ former: [{ note: 'x' }] }, 'accounts.former.note is not declared'],
    [{ proofs: { P5: new Binary(Buffer.of(1)) } }, 'accounts.proofs is declared as plain and holds bytes'],
    [{ takenBack: 'a@example.org' }, 'accounts.takenBack is declared as plain and may hold an email address'],
  ])('sees that %j is not as declared', (row, wrong) => {
    expect(wrongIn(record('accounts'), row)).toEqual([wrong]);
  });

  test('sees a date that is none, and a collection that is new', async () => {
    expect(wrongIn(record('forms'), { expiresAt: 1 })).toEqual(['forms.expiresAt is no date: nothing would remove it']);
    await store.tools.db.collection('diaries').insertOne({});
    expect(await undeclared(store.tools)).toEqual(['diaries is not declared']);
    await store.tools.db.dropCollection('diaries');
  });
});
