import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/random-id.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop?.());

const now = new Date();
const later = new Date(now.getTime() + 60_000);
const rolesOf = async (id: string) =>
  Object.fromEntries(((await store.services.byId(id))?.members ?? []).map(({ accountId, role }) => [accountId, role]));

async function service(...others: string[]): Promise<string> {
  const id = randomId();
  await store.services.create(id, 'anna', now);
  for (const accountId of others) {
    const email = `${accountId}@example.com`;
    await store.services.invite(id, { id: randomId(), email, role: 'owner', by: 'anna', expiresAt: later }, now);
    await store.services.accept(id, { accountId, emailKey: store.tools.lookup.lookup('email', email) }, now);
  }
  return id;
}

describe('The people of a service', () => {
  test('are never without an owner, though two owners remove each other at once', async () => {
    const id = await service('ben');
    const answers = await Promise.all([
      store.services.removeMember(id, 'anna'),
      store.services.setRole(id, 'ben', 'viewer'),
    ]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(Object.values(await rolesOf(id))).toContain('owner');
    const [last = ''] = Object.entries(await rolesOf(id)).find(([, role]) => role === 'owner') ?? [];
    expect(await store.services.removeMember(id, last)).toBe(false);
    expect(await store.services.setRole(id, last, 'developer')).toBe(false);
  });

  test('change role one by one', async () => {
    const id = await service('ben', 'cara');
    expect(await store.services.setRole(id, 'cara', 'viewer')).toBe(true);
    expect(await rolesOf(id)).toEqual({ anna: 'owner', ben: 'owner', cara: 'viewer' });
    expect(await store.services.setRole(id, 'nobody', 'owner')).toBe(false);
  });

  test('join once by an invitation, in time and with the address it names', async () => {
    const id = await service();
    const emailKey = store.tools.lookup.lookup('email', 'dan@example.com');
    const invitation = {
      id: randomId(),
      email: 'dan@example.com',
      role: 'developer',
      by: 'anna',
      expiresAt: later,
    } as const;
    await store.services.invite(id, invitation, now);
    expect(await store.services.accept(id, { accountId: 'eve', emailKey: 'another' }, now)).toBeUndefined();
    expect(await store.services.accept(id, { accountId: 'dan', emailKey }, later)).toBeUndefined();
    const both = await Promise.all([1, 2].map(() => store.services.accept(id, { accountId: 'dan', emailKey }, now)));
    expect(both.filter(Boolean)).toEqual(['developer']);
    expect(await rolesOf(id)).toEqual({ anna: 'owner', dan: 'developer' });
    expect(JSON.stringify(await store.services.byId(id))).not.toContain('dan@example.com');
  });

  test('are 50 at most, and invitations that are over make room for others', async () => {
    const id = await service();
    const unanswered = Array.from({ length: 50 }, (_, at) => ({ id: `${at}`, emailKey: `${at}`, expiresAt: later }));
    const rows = store.tools.db.collection<{ _id: string }>('services');
    await rows.updateOne({ _id: id }, { $set: { invitations: unanswered } });
    const invitation = { id: randomId(), email: 'dan@example.com', role: 'viewer', by: 'anna' } as const;
    const expiresAt = new Date(later.getTime() + 60_000);
    expect(await store.services.invite(id, { ...invitation, expiresAt }, now)).toBe(false);
    expect(await store.services.invite(id, { ...invitation, expiresAt }, later)).toBe(true);
    expect((await store.services.byId(id))?.invitations).toHaveLength(1);
  });
});

describe('A registration kept by its partner', () => {
  const key = (id: string) => ({ id, jwk: { kty: 'RSA' }, addedAt: now });
  const whole = {
    name: 'Riverside',
    redirectUris: ['https://a.example/cb'],
    entryPage: 'https://a.example/',
    vectors: ['P0.Cp.Cd', 'P9.Cp.Cd'],
  };

  test('works in a sandbox as soon as it is whole, until it is closed or its last key ends', async () => {
    const id = randomId();
    await store.clients.register(id, 'sandbox', whole);
    expect(await store.partners.byId(id)).toBeNull();
    await store.clients.addKey(id, key('one'));
    await store.clients.addKey(id, key('two'));
    await store.clients.expireKey(id, 'one', new Date(Date.now() - 1));
    const partner = await store.partners.byId(id);
    expect(partner).toMatchObject({ name: 'Riverside', jwks: { keys: [{ kty: 'RSA' }] } });
    expect(partner).not.toHaveProperty('kept');
    await store.clients.expireKey(id, 'two', new Date(Date.now() - 1));
    expect(await store.partners.byId(id)).toBeNull();
    await store.clients.expireKey(id, 'two', undefined);
    expect(await store.partners.byId(id)).not.toBeNull();
    await store.clients.close(id, now);
    expect(await store.partners.byId(id)).toBeNull();
    expect(await store.clients.addKey(id, key('three'))).toBe(false);
  });

  test('works live only as far as an admin agreed to what was asked', async () => {
    const id = randomId();
    await store.clients.register(id, 'live', { ...whole, scopes: ['openid', 'email'] });
    await store.clients.addKey(id, key('one'));
    expect(await store.partners.byId(id)).toBeNull();
    const asked = { name: 'Riverside', scopes: ['openid'], vectors: ['P0.Cp.Cd'], statusApi: false };
    await store.clients.requestGoLive(id, { id: 'r1', at: now, by: 'anna', note: '', asked });
    await store.clients.requestGoLive(id, { id: 'r2', at: now, by: 'anna', note: '', asked });
    expect(await store.clients.approve(id, 'r1', { ...asked, at: now, by: 'admin' })).toBe(false);
    expect(await store.partners.byId(id)).toBeNull();
    expect(await store.clients.approve(id, 'r2', { ...asked, at: now, by: 'admin' })).toBe(true);
    expect(await store.partners.byId(id)).toMatchObject({ scopes: ['openid'], vectors: ['P0.Cp.Cd'] });
    await store.clients.change(id, { name: 'Another name', statusApi: true });
    expect(await store.partners.byId(id)).toMatchObject({ name: 'Riverside', statusApi: false });
    await store.clients.suspend(id, { at: now, reason: 'key lost' });
    expect(await store.partners.byId(id)).toBeNull();
  });

  test('takes ten addresses of a kind, each once, though they come at once', async () => {
    const id = randomId();
    await store.clients.register(id, 'sandbox', { name: 'Riverside' });
    const addresses = Array.from({ length: 12 }, (_, n) => `https://a.example/${n % 11}`);
    const added = await Promise.all(addresses.map((one) => store.clients.addAddress(id, 'redirectUris', one)));
    expect(added.filter(Boolean)).toHaveLength(10);
    expect(new Set((await store.clients.registration(id))?.redirectUris).size).toBe(10);
  });

  test('of the operator is not for the portal to change', async () => {
    const id = randomId();
    await store.partners.put({
      ...whole,
      _id: id,
      postLogoutRedirectUris: [],
      assertionAlg: 'RS512',
      scopes: [],
      statusApi: false,
      returnAddresses: [],
    });
    expect(await store.clients.addAddress(id, 'redirectUris', 'https://evil.example/')).toBe(false);
    expect(await store.clients.change(id, { name: 'x' })).toBe(false);
    expect(await store.clients.close(id, now)).toBe(false);
    expect(await store.partners.byId(id)).toMatchObject({ name: 'Riverside' });
  });
});
