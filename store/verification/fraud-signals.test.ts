import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { velocityLimits } from '../../domain/verification/velocity.js';
import { randomId } from '../../platform/random-id.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop?.());

const now = new Date('2026-11-22T12:00:00Z');
const everything = async () =>
  JSON.stringify(
    await Promise.all(
      ['document_uses', 'blocked_documents', 'velocity', 'case_origins'].map((name) =>
        store.tools.db.collection(name).find().toArray(),
      ),
    ),
  );

describe('A document', () => {
  const passport = { issuer: 'GBR', number: '925665416' };

  test('is known again on another account, however it is written, and not on the same one or for another issuer', async () => {
    const [one, other] = [randomId(), randomId()];
    expect(await store.documentUses.note(passport, one, now)).toBe(false);
    expect(await store.documentUses.note(passport, one, now)).toBe(false);
    expect(await store.documentUses.note({ ...passport, issuer: 'USA' }, other, now)).toBe(false);
    expect(await store.documentUses.note({ issuer: 'gbr', number: ' 92566-5416' }, other, now)).toBe(true);
    expect(await store.documentUses.note(passport, one, now)).toBe(true);
  });

  test('shown for two accounts at once is seen by one of them at least', async () => {
    const shown = { issuer: 'FRA', number: '12AB34567' };
    const seen = await Promise.all([1, 2].map(() => store.documentUses.note(shown, randomId(), now)));
    expect(seen).toContain(true);
  });

  test('is blocked while it is on the list, which cannot be read back', async () => {
    const stolen = { issuer: 'GBR', number: '533380006' };
    await store.blockedDocuments.add([stolen, passport], now);
    await store.blockedDocuments.add([stolen], now);
    expect(await store.blockedDocuments.has({ issuer: 'GBR', number: '533380006' })).toBe(true);
    expect(await store.blockedDocuments.has({ issuer: 'IRL', number: '533380006' })).toBe(false);
    await store.blockedDocuments.remove([stolen]);
    expect(await store.blockedDocuments.has(stolen)).toBe(false);
    expect(await everything()).not.toMatch(/925665416|533380006/);
  });
});

describe('Velocity', () => {
  const begin = (caseId: string, browser: string, address: string, at = now) =>
    store.velocity.note({ caseId, accountId: randomId(), browser, address }, at);

  test('counts different accounts of one device and of one network, a day at a time', async () => {
    const [first, last, later] = [randomId(), randomId(), randomId()];
    await begin(first, 'browser-1', '198.51.100.7');
    for (let n = 1; n < velocityLimits.device.weak; n++) await begin(randomId(), 'browser-1', `198.51.100.${n}`);
    await begin(last, 'browser-2', '::ffff:198.51.100.200');
    await begin(later, 'browser-1', '198.51.100.7', new Date('2026-11-23T00:00:00Z'));
    const weak = velocityLimits.device.weak;
    expect(await store.velocity.accountsAlong(first)).toEqual({ device: weak, network: weak + 1 });
    expect(await store.velocity.accountsAlong(last)).toEqual({ device: 1, network: weak + 1 });
    expect(await store.velocity.accountsAlong(later)).toEqual({ device: 1, network: 1 });
    expect(await store.velocity.accountsAlong(randomId())).toEqual({ device: 0, network: 0 });
  });

  test('counts an account once, and keeps neither browser nor address', async () => {
    const begun = { caseId: randomId(), accountId: randomId(), browser: 'browser-3', address: '2001:db8:12::5' };
    await Promise.all([1, 2, 3].map(() => store.velocity.note(begun, now)));
    expect(await store.velocity.accountsAlong(begun.caseId)).toEqual({ device: 1, network: 1 });
    expect(await everything()).not.toMatch(/browser-3|2001:db8|198\.51/);
  });
});
