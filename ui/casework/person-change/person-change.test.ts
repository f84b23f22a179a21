import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLog } from '../../../platform/log/log.js';
import { randomId } from '../../../platform/random-id.js';
import { connectTemporal } from '../../../platform/temporal/client.js';
import type { Account } from '../../../store/accounts/accounts.js';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { findPerson, press } from '../../../test/support/apps/casework-form.js';
import { carryOutStaffChanges } from './carry-out.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
}, 90_000);
afterAll(() => at?.close());

const mobile = '+447700900777';

/** A person who signs in at one partner, which may see their number, and is signed in in one browser. */
async function person() {
  const [id, email] = [randomId(), `${randomId().toLowerCase()}@example.org`];
  await at.store.accounts.create({
    ...{ id, registrationId: randomId(), email, mobile, passwordHash: 'h' },
    ...{ termsVersion: '1', language: 'en' as const, now: new Date() },
  });
  await at.store.consents.give(id, 'elm', ['openid', 'phone'], new Date());
  const uid = randomId();
  await at.store.oidc
    .adapter('Session', () => new Error('spent'))
    .upsert(randomId(), { uid, accountId: id, kind: 'Session' }, 600);
  return { id, email };
}

/** An admin with the person's page open. */
async function adminAt(id: string) {
  const { browser, checkerId } = await at.signedIn(`admin ${id}`, ['admin']);
  const address = await findPerson(browser, id);
  const change = async (kind: string, reason: string, incident = 'INC1') => {
    const answer = await press(browser, `${address}/change/${kind}`, [
      ['reason', reason],
      ['incident', incident],
    ]);
    return answer.headers.get('location')?.split('done=')[1] ?? answer.status;
  };
  return { browser, checkerId, address, change };
}

const eventsOf = async (sub: string) =>
  (await at.store.tools.db.collection('webhook_events').find({ 'account.sub': sub }).toArray()).map(
    ({ type, account }) => [type, account.changed],
  );
const sentTo = async (id: string, to: 'email' | 'sms' = 'email') => {
  const account = (await at.store.accounts.byId(id)) as Account;
  const sent = await at.store.messages.ofPerson({ account, contacts: [] });
  return sent.flatMap(({ template, channel }) => (channel === to ? [template] : []));
};
const rowOf = (id: string) => at.store.accounts.byId(id);

test('A block ends all sessions, counts once, needs an incident, is recorded with role and reason, and is told', async () => {
  const { id } = await person();
  const { browser, checkerId, address, change } = await adminAt(id);
  expect(await change('blocked', 'fraud', 'Anna Quill')).toBe(422);
  expect(await change('blocked', 'mistake')).toBe(422);
  expect(await rowOf(id)).toMatchObject({ blocked: false, epoch: 0 });
  expect((await Promise.all([change('blocked', 'fraud'), change('blocked', 'fraud')])).sort()).toEqual([
    'blocked',
    'unchanged',
  ]);
  expect(await rowOf(id)).toMatchObject({
    blocked: true,
    epoch: 1,
    block: { reason: 'fraud', incident: 'INC1' },
    staffChanges: [],
  });
  expect(await at.store.oidc.sessionsOf(id)).toEqual([]);
  const [entry, ...more] = await at.store.audit.ofAccountBy(id, ['account.blocked'], 9);
  expect(entry).toMatchObject({
    actor: { kind: 'checker', id: checkerId },
    details: { reason: 'fraud', incident: 'INC1', roles: ['admin'] },
  });
  expect(more).toEqual([]);
  expect(await eventsOf(id)).toEqual([['account.blocked', undefined]]);
  expect(await sentTo(id)).toEqual(['account-blocked']);
  const page = await (await browser.request(address)).text();
  expect(page).toContain('Fraud is suspected. Incident INC1');
  expect(await change('unblocked', 'mistake')).toBe('unblocked');
  expect(await rowOf(id)).toMatchObject({ blocked: false, epoch: 2 });
  expect((await rowOf(id))?.block).toBeUndefined();
  expect((await sentTo(id)).sort()).toEqual(['account-blocked', 'account-unblocked']);
  expect((await eventsOf(id)).length).toBe(2);
});

test('A removed mobile gets no more codes; it is told there too, and staff are told where nothing else is left', async () => {
  const { id } = await person();
  const { browser, address, change } = await adminAt(id);
  expect(await (await browser.request(`${address}/change/mobile-removed`)).text()).toContain('no other way to sign in');
  expect(await change('mobile-removed', 'card_stolen')).toBe('mobile-removed');
  const account = await rowOf(id);
  expect([account?.mobile, account?.mobileKey, account?.epoch, account?.staffChanges]).toEqual([
    undefined,
    undefined,
    1,
    [],
  ]);
  expect(account && (await at.store.signInWays.of(account, new Date())).sms).toBe(false);
  expect(await at.store.oidc.sessionsOf(id)).toEqual([]);
  expect(await sentTo(id)).toEqual(['mobile-removed']);
  expect(await sentTo(id, 'sms')).toContain('mobile-removed-there');
  expect(await eventsOf(id)).toEqual([['account.contact_changed', ['phone_number']]]);
  expect(await change('mobile-removed', 'card_stolen')).toBe('unchanged');
  expect(await (await browser.request(address)).text()).not.toContain('change/mobile-removed');
});

test('Whoever is killed after a change leaves the rest to another, and twice is as once', async () => {
  const { id } = await person();
  const change = {
    id: randomId(),
    kind: 'blocked',
    by: 'c',
    roles: ['admin'],
    reason: 'legal',
    incident: 'INC2',
  } as const;
  expect(await at.store.staffChanges.make(id, { ...change, roles: ['admin'], at: new Date() })).toBe(true);
  const account = await rowOf(id);
  const log = createLog({ level: 'silent', process: 'test' });
  const down = connectTemporal({
    ...{ temporalAddress: '127.0.0.1:1', temporalNamespace: 'default', temporalTls: false, temporalApiKey: undefined },
    payloadKey: [new Uint8Array(32)],
  });
  const deps = { url: at.url, store: at.store, temporal: down.client, log };
  await carryOutStaffChanges(deps);
  await at.store.tools.db
    .collection<{ _id: string }>('accounts')
    .updateOne({ _id: id }, { $set: { staffChanges: account?.staffChanges } });
  await carryOutStaffChanges(deps);
  await down.close();
  expect(await at.store.audit.ofAccountBy(id, ['account.blocked'], 9)).toHaveLength(1);
  expect(await sentTo(id)).toEqual(['account-blocked']);
  expect(await eventsOf(id)).toHaveLength(1);
  expect(await at.store.staffChanges.unfinished(9)).toEqual([]);
});

test('Changes that wait are carried out in their order: partners do not hear of a block after its end', async () => {
  const { id } = await person();
  const by = { by: 'c', roles: ['admin'], incident: 'INC3', at: new Date() };
  const [block, end] = [randomId(), randomId()];
  expect(await at.store.staffChanges.make(id, { id: block, kind: 'blocked', reason: 'fraud', ...by })).toBe(true);
  expect(await at.store.staffChanges.make(id, { id: end, kind: 'unblocked', reason: 'mistake', ...by })).toBe(true);
  let failing = true;
  const append: typeof at.store.audit.append = async (entry, entryId) => {
    if (failing && entryId?.endsWith(block)) throw new Error('the database is away');
    await at.store.audit.append(entry, entryId);
  };
  const log = createLog({ level: 'silent', process: 'test' });
  const down = connectTemporal({
    ...{ temporalAddress: '127.0.0.1:1', temporalNamespace: 'default', temporalTls: false, temporalApiKey: undefined },
    payloadKey: [new Uint8Array(32)],
  });
  const store = { ...at.store, audit: { ...at.store.audit, append } };
  const deps = { url: at.url, store, temporal: down.client, log };
  await carryOutStaffChanges(deps);
  expect(await eventsOf(id)).toEqual([]);
  failing = false;
  await carryOutStaffChanges(deps);
  await down.close();
  expect((await eventsOf(id)).map(([type]) => type)).toEqual(['account.blocked', 'account.unblocked']);
});
