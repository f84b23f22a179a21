import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../platform/random-id.js';
import { openTestStore } from '../test/support/store/open-test-store.js';
import type { Store } from './database.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
}, 60_000);
afterAll(() => drop?.());

const now = new Date();

describe('A form', () => {
  test('keeps the first values of any number of writers', async () => {
    const nonce = randomId();
    const wrote = await Promise.all([1, 2, 3].map((value) => store.forms.put(nonce, { value }, now)));
    expect(wrote.filter(Boolean)).toHaveLength(1);
    const kept = await store.forms.get(nonce);
    expect(await store.forms.put(nonce, { value: 4 }, now)).toBe(false);
    expect(await store.forms.get(nonce)).toEqual(kept);
  });

  test('that its workflow could not be told of gives way to the next values, once', async () => {
    const nonce = randomId();
    await store.forms.put(nonce, { mobile: 'mistyped' }, now);
    await store.forms.markUntold(nonce);
    const wrote = await Promise.all(
      [1, 2, 3].map((value) => store.forms.put(nonce, { mobile: `mended ${value}` }, now)),
    );
    expect(wrote.filter(Boolean)).toHaveLength(1);
    expect(await store.forms.get<{ mobile: string }>(nonce)).toEqual({ mobile: `mended ${wrote.indexOf(true) + 1}` });
  });
});
