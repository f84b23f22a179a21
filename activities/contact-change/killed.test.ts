import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/random-id.js';
import { undoSecretName } from '../../store/accounts/account-contacts.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Store } from '../../store/database.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { type Doing, killable } from '../../test/support/workflows/killed-everywhere.js';
import { createContactChangeActivities } from './activities.js';

const { killAt, killedEverywhere } = killable();
let store: Store;
let drop: () => Promise<void>;
let activities: ReturnType<typeof createContactChangeActivities>;
let people = 0;

beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  activities = createContactChangeActivities({ store, suretyUrl: 'https://surety.test' });
});
afterEach(() => killAt(Number.POSITIVE_INFINITY));
afterAll(() => drop?.());

async function begun() {
  const number = String(1_000 + ++people);
  const old = { email: `old${number}@example.org`, mobile: `+44770090${number}` };
  const to = `new${number}@example.org`;
  const names = { id: randomId(), registrationId: randomId(), passwordHash: 'hash', termsVersion: '1' };
  const made = await store.accounts.create({ ...names, ...old, language: 'en', now: new Date() });
  const accountId = made === 'email_in_use' ? '' : made.id;
  await store.consents.give(accountId, 'reader', ['openid', 'email', 'phone'], new Date());
  const changeId = randomId();
  await store.contactChanges.open(
    changeId,
    { accountId, kind: 'email', to, sessionUid: 'here', accountEpoch: 0 },
    randomId(),
    new Date(),
  );
  const session = store.oidc.adapter('Session', () => new Error());
  await session.upsert(`${accountId}-there`, { uid: `${accountId}-there`, accountId, kind: 'Session' }, 600);
  const change = { changeId, now: Date.now() };
  return { old, new: { ...old, email: to }, accountId, change };
}

type Begun = Awaited<ReturnType<typeof begun>>;

/** Old or new, wholly: what it says, what it is found by, what it can be taken back to, and its epoch belong together. */
async function standing({ accountId, old, new: changed, change }: Begun): Promise<'old' | 'new' | 'back'> {
  const account = (await store.accounts.byId(accountId)) as Account;
  const { changeId } = change;
  const secret = store.tools.lookup.lookup('token', undoSecretName(changeId));
  const undoable = (await store.accountContacts.byUndoSecret(changeId, secret, new Date())) !== null;
  const found = await Promise.all(
    [old.email, changed.email].map(async (to) => (await store.accounts.byEmail(to))?._id),
  );
  const seen = { contacts: store.accounts.contacts(account), epoch: account.epoch, undoable, found };
  const [byOld, byNew] = [
    [accountId, undefined],
    [undefined, accountId],
  ];
  const password = store.accounts.passwordHash(account) !== undefined;
  if (seen.epoch === 1) {
    expect({ ...seen, password }).toEqual({
      contacts: changed,
      epoch: 1,
      undoable: true,
      found: byNew,
      password: true,
    });
    return 'new';
  }
  const epoch = seen.epoch === 0 ? 0 : 2;
  expect({ ...seen, password }).toEqual({ contacts: old, epoch, undoable: false, found: byOld, password: epoch === 0 });
  return epoch === 0 ? 'old' : 'back';
}

const count = (collection: string, filter: object) => store.tools.db.collection(collection).countDocuments(filter);

type Told = [suffix: '' | '-undone', action: string];

/** What is told once, however often it was begun: the messages, the event for a partner, the line of the audit. */
async function told({ accountId, change }: Begun, ...[suffix, action]: Told) {
  const messages = await store.messages.countWithPrefix(`contact-${change.changeId}${suffix}`);
  const events = await count('webhook_events', { 'account.sub': accountId });
  const sessions = (await store.oidc.sessionsOf(accountId)).length;
  return { messages, events, sessions, audit: await count('audit', { accountId, action }) };
}

const changing = ({ change }: Begun) => [() => activities.changeContact(change), () => activities.tellOfChange(change)];

/** Killed before each write of some steps. @returns how it stood after each kill, and what there is to be seen at the end */
async function killed(of: (one: Begun) => Doing['steps'], prepare: (one: Begun) => Promise<void>, word: Told) {
  const after: string[] = [];
  const { seen } = await killedEverywhere(async () => {
    const one = await begun();
    await prepare(one);
    return {
      steps: of(one),
      meanwhile: async () => void after.push(await standing(one)),
      seen: async () => ({ standing: await standing(one), ...(await told(one, ...word)) }),
    };
  });
  return { after, seen };
}

describe('A change of contact that is killed before any of its writes', () => {
  test('leaves the old or the new, never a mix, and is told once', async () => {
    const { after, seen } = await killed(changing, async () => {}, ['', 'contact.changed']);
    expect(after[0]).toBe('old');
    expect(new Set(after.slice(1))).toEqual(new Set(['new']));
    // Those who have the former contact, the other one and the new one.
    expect(seen).toEqual({ standing: 'new', messages: 3, events: 1, sessions: 0, audit: 1 });
  });

  test('and so does taking it back', async () => {
    const change = async (one: Begun) => {
      for (const step of changing(one)) await step();
    };
    const undoing = ({ change }: Begun) => [() => activities.undoContactChange(change)];
    const { after, seen } = await killed(undoing, change, ['-undone', 'contact.restored']);
    expect(after[0]).toBe('new');
    expect(new Set(after.slice(1))).toEqual(new Set(['back']));
    expect(seen).toEqual({ standing: 'back', messages: 2, events: 2, sessions: 0, audit: 1 });
  });

  test('an account that is being erased is not brought back: half of it is gone', async () => {
    const one = await begun();
    for (const step of changing(one)) await step();
    const closingId = randomId();
    await store.closings.begin(one.accountId, closingId, new Date());
    await store.closings.beginErasing(closingId);
    expect(await store.accountContacts.undo(one.change.changeId, new Date())).toBeNull();
    await store.closings.eraseAccount(one.accountId);
    expect(await store.accounts.byId(one.accountId)).toBeNull();
  });
});
