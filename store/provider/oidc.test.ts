import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';

let store: Store;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop());

const twenty = <T>(attempt: () => Promise<T>) => Promise.allSettled(Array.from({ length: 20 }, attempt));
const succeeded = <T>(results: PromiseSettledResult<T>[]) => results.filter(({ status }) => status === 'fulfilled');
const requests = () => adapter('PushedAuthorizationRequest');
const adapter = (model: string) => store.oidc.adapter(model, () => new Error('spent'));

describe('what may be used once', () => {
  it('a pushed request: of 20 at once, one', async () => {
    await requests().upsert('one', {}, 60);
    const results = await twenty(() => requests().consume('one'));
    expect(succeeded(results)).toHaveLength(1);
    expect(results.filter((r) => r.status === 'rejected' && r.reason.message === 'spent')).toHaveLength(19);
    expect(await requests().find('one')).toMatchObject({ consumed: true });
  });

  it('a code: of 20 at once, one; used again later, its tokens end', async () => {
    const now = Math.floor(Date.now() / 1000);
    const results = await twenty(() => store.oidc.spendCode('code', 'a.b', now + 60));
    expect(results.filter((r) => r.status === 'fulfilled' && r.value)).toHaveLength(1);
    expect(await store.oidc.isRevoked('token', 'a.b', now)).toBe(false);
    const replays = store.tools.db.collection('oidc_replays');
    await replays.updateMany({}, { $set: { at: new Date(Date.now() - 5_000) } });
    expect(await store.oidc.spendCode('code', 'a.b', now + 60)).toBe(false);
    expect(await store.oidc.isRevoked('token', 'a.b', now)).toBe(true);
  });

  it('an assertion’s id: of 20 at once, one; and another issuer’s same id is another', async () => {
    const exp = Date.now() / 1000 + 60;
    const results = await twenty(() => store.oidc.firstUse('partner', 'id', exp));
    expect(results.filter((r) => r.status === 'fulfilled' && r.value)).toHaveLength(1);
    expect(await store.oidc.firstUse('other', 'id', exp)).toBe(true);
    expect(await store.oidc.firstUse('partneri', 'd', exp)).toBe(true);
  });

  it('cannot be used when it has expired, though the row is still there', async () => {
    await requests().upsert('late', {}, 0);
    expect(await requests().find('late')).toBeUndefined();
    await expect(requests().consume('late')).rejects.toThrow('spent');
    await expect(requests().consume('never there')).rejects.toThrow('spent');
  });
});

describe('what is kept', () => {
  it('ends by itself', async () => {
    await adapter('Session').upsert('cookie', { uid: 'u0', accountId: 'a' }, 0);
    await store.signIns.put('i0', { returnTo: 'x' }, 0);
    expect(await adapter('Session').find('cookie')).toBeUndefined();
    expect(await adapter('Session').findByUid('u0')).toBeUndefined();
    expect(await store.signIns.find('i0')).toBeUndefined();
  });

  it('holds no value that could be used', async () => {
    await requests().upsert('request-value', { jti: 'request-value' }, 60);
    await adapter('Session').upsert('cookie-value', { jti: 'cookie-value', uid: 'u1', accountId: 'a1' }, 60);
    const names = ['oidc_pushed_requests', 'oidc_sessions'];
    const rows = await Promise.all(names.map((name) => store.tools.db.collection(name).find().toArray()));
    expect(JSON.stringify(rows)).not.toMatch(/request-value|cookie-value/);
    expect(await adapter('Session').find('cookie-value')).toMatchObject({ jti: 'cookie-value', uid: 'u1' });
  });

  it('is one session with one cookie, whatever it was before', async () => {
    await adapter('Session').upsert('before', { uid: 'u2', accountId: 'a2' }, 60);
    await adapter('Session').upsert('after', { uid: 'u2', accountId: 'a2' }, 60);
    expect(await adapter('Session').find('before')).toBeUndefined();
    expect(await adapter('Session').find('after')).toMatchObject({ uid: 'u2' });
  });

  it('sessions of one account end together, but for the one that asked', async () => {
    for (const uid of ['s1', 's2', 's3']) await adapter('Session').upsert(`${uid}c`, { uid, accountId: 'a3' }, 60);
    await adapter('Session').upsert('s4c', { uid: 's4', accountId: 'a4' }, 60);
    await store.oidc.endSessions('a3', 's2');
    const found = await Promise.all(['s1', 's2', 's3', 's4'].map((uid) => adapter('Session').findByUid(uid)));
    expect(found.map(Boolean)).toEqual([false, true, false, true]);
  });
});

describe('revocation', () => {
  it('of a token ends it; of a grant ends what was issued before', async () => {
    const now = Math.floor(Date.now() / 1000);
    await adapter('AccessToken').destroy('t1');
    expect(await store.oidc.isRevoked('t1', 'g1', now)).toBe(true);
    expect(await store.oidc.isRevoked('t2', 'g1', now)).toBe(false);
    await adapter('AccessToken').revokeByGrantId('g1');
    expect(await store.oidc.isRevoked('t2', 'g1', now)).toBe(true);
    expect(await store.oidc.isRevoked('t2', 'g1', now + 5)).toBe(false);
    expect(await store.oidc.isRevoked('t2', 'g2', now)).toBe(false);
  });
});

it('writes nothing for models that are not kept', async () => {
  await expect(adapter('Grant').upsert('g', {}, 60)).rejects.toThrow();
  await expect(adapter('DeviceCode').upsert('d', {}, 60)).rejects.toThrow();
  expect(await adapter('Grant').find('g')).toBeUndefined();
});
