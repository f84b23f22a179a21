import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { handOffState } from '../../domain/journey/hand-off.js';
import { randomId } from '../../platform/random-id.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';
import type { HandOff } from './hand-offs.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop?.());

const now = new Date();
const later = new Date(now.getTime() + 15 * 60_000);
const whose = () => ({ journeyId: randomId(), accountId: randomId(), caseId: randomId(), sessionUid: randomId() });
const stateOf = async ({ _id }: Pick<HandOff, '_id'>, at = now) =>
  handOffState((await store.handOffs.byId(_id)) as HandOff, at);
const join = ({ _id }: HandOff, secret = store.handOffs.secretOf(_id), at = now) =>
  store.handOffs.join(_id, secret, at);

describe('A hand-off', () => {
  test('is taken by one phone only, however many open its link at once', async () => {
    const handOff = await store.handOffs.open(whose(), now);
    const tokens = (await Promise.all(Array.from({ length: 12 }, () => join(handOff)))).filter(Boolean);
    expect(tokens).toHaveLength(1);
    const row = (await store.handOffs.byId(handOff._id)) as HandOff;
    expect(store.handOffs.isHolder(row, String(tokens[0]))).toBe(true);
    expect(store.handOffs.isHolder(row, 'x')).toBe(false);
    expect(store.handOffs.isHolder(row, row.phoneHash ?? '')).toBe(false);
  });

  test('keeps nothing that would open its link or pass for its phone', async () => {
    const handOff = await store.handOffs.open(whose(), now);
    const token = (await join(handOff)) ?? '';
    const kept = JSON.stringify(await store.handOffs.byId(handOff._id));
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(store.handOffs.secretOf(handOff._id));
  });

  test('is not taken by another secret, after its time, or once it has ended', async () => {
    const handOff = await store.handOffs.open(whose(), now);
    const other = await store.handOffs.open(whose(), now);
    expect(await join(handOff, store.handOffs.secretOf(other._id))).toBeUndefined();
    expect(await join(handOff, '')).toBeUndefined();
    expect(await join(handOff, undefined, later)).toBeUndefined();
    expect(await stateOf(handOff, later)).toBe('up');
    await store.handOffs.end(handOff._id, now);
    expect(await join(handOff)).toBeUndefined();
    expect(await stateOf(handOff)).toBe('ended');
  });

  test('takes one guess at the number: a wrong one ends it, and all guesses at once are one', async () => {
    const right = await store.handOffs.open(whose(), now);
    await store.handOffs.type(right._id, right.number, now);
    expect(await stateOf(right)).toBe('waiting');
    await join(right);
    expect(await stateOf(right)).toBe('joined');
    await store.handOffs.type(right._id, right.number, now);
    expect(await stateOf(right)).toBe('connected');
    await store.handOffs.type(right._id, '00', now);
    expect(await stateOf(right)).toBe('connected');

    const guessed = await store.handOffs.open(whose(), now);
    await join(guessed);
    const wrong = guessed.number === '11' ? '12' : '11';
    await store.handOffs.type(guessed._id, wrong, now);
    const all = Array.from({ length: 90 }, (_, index) => String(index + 10));
    await Promise.all(all.map((guess) => store.handOffs.type(guessed._id, guess, now)));
    expect(await stateOf(guessed)).toBe('wrong');
  });

  test('is one for each case: a new one ends the one before, also when two begin at once', async () => {
    const mine = whose();
    const first = await store.handOffs.open(mine, now);
    await join(first);
    const made = await Promise.all([1, 2, 3].map(() => store.handOffs.open(mine, now)));
    const states = await Promise.all([first, ...made].map((one) => stateOf(one)));
    expect(states.filter((state) => state !== 'ended')).toEqual(['waiting']);
    expect(await join(first)).toBeUndefined();
  });
});
