import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Delegation, DelegationState } from '../domain/delegation/delegation.js';
import type { LinkageState } from '../domain/linkage/linkage.js';
import { randomId } from '../platform/random-id.js';
import type { Account } from '../store/accounts/accounts.js';
import { ownedWays } from '../store/accounts/sign-in-ways.js';
import type { Store } from '../store/database.js';
import { openTestStore } from '../test/support/store/open-test-store.js';
import { type Doing, killable } from '../test/support/workflows/killed-everywhere.js';
import { testIdentity } from '../test/support/workflows/verification-driver.js';
import { createDelegationActivities } from './delegation/activities.js';
import { createDelegationPersonActivities } from './delegation/person.js';
import type { GpSystem } from './gp-system/client.js';
import { createLinkageActivities } from './linkage/activities.js';
import { createRecoveryActivities } from './recovery/activities.js';

const { killAt, killedEverywhere } = killable();
const suretyUrl = 'https://surety.test';

let store: Store;
let drop: () => Promise<void>;
let people = 0;

beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterEach(() => killAt(Number.POSITIVE_INFINITY));
afterAll(() => drop?.());

/** Somebody at P9 who shares with one partner, and is signed in in one browser. */
async function somebody(): Promise<Account & { nhsNumber: string }> {
  const number = String(1_000 + ++people);
  const id = randomId();
  const names = { id, registrationId: randomId(), passwordHash: 'hash', termsVersion: '1', language: 'en' } as const;
  const now = new Date();
  await store.accounts.create({ ...names, email: `own${number}@example.org`, mobile: `+44770090${number}`, now });
  const identity = testIdentity();
  const proof = { epoch: 0, caseId: id, how: 'test', now };
  await store.accounts.raiseLevel({ accountId: id, level: 'P9', identity, ...proof });
  await store.identities.claim(identity.nhsNumber, id, now);
  await store.consents.give(id, 'reader', ['openid'], now);
  const session = store.oidc.adapter('Session', () => new Error());
  await session.upsert(`${id}-there`, { uid: `${id}-there`, accountId: id, kind: 'Session' }, 600);
  return { ...((await store.accounts.byId(id)) as Account), nhsNumber: identity.nhsNumber };
}

const count = (collection: string, filter: object) => store.tools.db.collection(collection).countDocuments(filter);

/** Everything that people and partners are told of somebody, and every line of the audit about them. */
async function told({ _id: accountId, ...account }: Account) {
  const own = store.accounts.contacts({ _id: accountId, ...account });
  const known = [
    { channel: 'email' as const, to: own.email },
    { channel: 'sms' as const, to: own.mobile ?? '' },
  ];
  const [messages, audit, events] = await Promise.all([
    store.messages.ofPerson({ account: { _id: accountId, ...account }, contacts: known }),
    store.audit.ofAccount(accountId, 100),
    count('webhook_events', { 'account.sub': accountId }),
  ]);
  return {
    messages: messages.map(({ template }) => template).sort(),
    audit: audit.map(({ action }) => action).sort(),
    events,
  };
}

describe('Killed before any of its writes, and done again,', () => {
  test('a recovery takes every way away once or not at all, and tells of it once', async () => {
    const activities = createRecoveryActivities({ store, suretyUrl });
    const { seen, kills } = await killedEverywhere(async (): Promise<Doing> => {
      const whose = await somebody();
      const { _id: accountId } = whose;
      const passkey = { credentialId: accountId, publicKey: new Uint8Array(3), counter: 0, transports: [] };
      await store.signInWays.addPasskey(accountId, passkey, 'Old phone', new Date());
      await store.signInWays.putRecoveryCodes(accountId, ['AAAAABBBBB'], new Date());
      const recoveryId = randomId();
      const begun = { _id: recoveryId, accountId, accountEpoch: 0, step: 'proving', proof: 'verification' } as const;
      await store.recoveries.open(begun, new Date());
      const ids = { recoveryId, accountId, now: Date.now() };
      const standing = async () => ({
        step: (await store.recoveries.byId(recoveryId))?.step,
        ways: ownedWays(await store.signInWays.of(whose, new Date())),
        recovering: (await store.accounts.byId(accountId))?.recovering,
        sessions: (await store.oidc.sessionsOf(accountId)).length,
      });
      return {
        steps: [
          () => activities.coolRecovery(ids),
          () => activities.makeRecoveryReady(ids),
          () => activities.useRecovery(ids),
          () => activities.tellRecoveryOver({ ...ids, end: 'used' }),
        ],
        // Until it is used its owner still comes in by each of their ways.
        meanwhile: async () => {
          const { step, ways, sessions } = await standing();
          if (step !== 'used') expect({ ...ways, sessions }).toMatchObject({ sms: true, passkeys: 1, sessions: 1 });
        },
        seen: async () => ({ ...(await standing()), ...(await told(whose)) }),
      };
    });
    expect(kills).toBeGreaterThan(12);
    expect(seen).toEqual({
      step: 'used',
      ways: { sms: false, voice: false, letter: false, apps: 0, passkeys: 0, recoveryCodes: 0 },
      recovering: undefined,
      sessions: 0,
      messages: ['cooling', 'cooling', 'ready', 'ready', 'used', 'used'].map((end) => `recovery-${end}`),
      audit: ['recovery.proved', 'recovery.used'],
      events: 1,
    });
  });

  test('a linkage keeps one key that the GP system made once', async () => {
    const { seen } = await killedEverywhere(async (): Promise<Doing> => {
      const { made, activities } = surgery('good');
      const whose = await somebody();
      const begun = await store.linkages.open(whose._id, 'reader', new Date(), new Date());
      const turn = { linkageId: begun.id, accountId: whose._id, partnerId: 'reader', turn: 1, now: Date.now() };
      const at = (step: LinkageState['step'], version: number) => () =>
        activities.projectLinkage({ ...begun, epoch: 0, version, step });
      const released = () => store.linkages.release(whose._id, 'reader', 'token', new Date());
      const after: unknown[] = [];
      return {
        steps: [
          at('reading', 1),
          () => activities.retrieveLinkageKeys(turn),
          at('ready', 2),
          async () => void after.push((await released())?.keys.odsCode),
          () => activities.endLinkage({ linkageId: begun.id }),
          at('ended', 3),
        ],
        seen: async () => {
          const state = await store.linkages.state(begun.id);
          const gone = (await released()) === undefined;
          return { step: state?.step, keys: made.size, got: after[0], gone, ...(await told(whose)) };
        },
      };
    });
    expect(seen).toEqual({ step: 'ended', keys: 1, got: 'B81001', gone: true, messages: [], audit: [], events: 0 });
  });

  test('a linkage whose key is rejected each time is called a loop once, and not before its third', async () => {
    const { seen } = await killedEverywhere(async (): Promise<Doing> => {
      const { activities } = surgery('linkage_key_used');
      const whose = await somebody();
      const { id } = await store.linkages.open(whose._id, 'reader', new Date(), new Date());
      const outcomes: string[] = [];
      const steps = [1, 2, 3].map((turn) => async () => {
        const asked = { linkageId: id, accountId: whose._id, partnerId: 'reader', turn, now: Date.now() };
        outcomes[turn] = await activities.retrieveLinkageKeys(asked);
      });
      return { steps, seen: async () => ({ outcomes: outcomes.slice(1), ...(await told(whose)) }) };
    });
    const outcomes = ['linkage_key_used', 'linkage_key_used', 'linkage_loop'];
    expect(seen).toEqual({ outcomes, messages: [], audit: ['linkage.loop'], events: 1 });
  });

  test('a delegation that one asks for, the other agrees to and ends is told to each once', async () => {
    const activities = createDelegationActivities({ store, suretyUrl });
    const { seen } = await killedEverywhere(async (): Promise<Doing> => {
      const [actor, subject] = [await somebody(), await somebody()];
      const { email: askedEmail } = store.accounts.contacts(subject);
      const begun = begunBy(actor, 'consent', 'asked');
      await store.delegations.open(begun, { askedEmail }, randomId(), new Date());
      const live = { ...begun, subjectId: subject._id, step: 'live' } as const;
      const shown = (state: Delegation, version: number) => () => activities.projectDelegation(of(state, version));
      const word = { delegationId: begun.id, now: Date.now() };
      return {
        steps: [
          shown(begun, 1),
          () => activities.tellAsked(word),
          shown(live, 2),
          () => activities.tellOfDelegation({ ...word, version: 2, word: 'live' }),
          shown({ ...live, step: 'ended', end: 'stopped' }, 3),
          () => activities.tellOfDelegation({ ...word, version: 3, word: 'ended' }),
        ],
        seen: async () => ({
          step: (await store.delegations.byId(begun.id))?.step,
          actor: await told(actor),
          subject: await told(subject),
        }),
      };
    });
    const both = ['delegation-ended', 'delegation-ended', 'delegation-live', 'delegation-live'];
    const audit = ['delegation.asked', 'delegation.ended', 'delegation.live'];
    const asked = ['delegation-asked', 'delegation-asked', ...both];
    const subject = { messages: asked, audit, events: 0 };
    expect(seen).toEqual({ step: 'ended', actor: { messages: both, audit, events: 0 }, subject });
  });

  test('a delegation for a child finds one child, and keeps no papers', async () => {
    const { seen } = await killedEverywhere(async (): Promise<Doing> => {
      const actor = await somebody();
      const child = { ...testIdentity(), birthDate: `${new Date().getUTCFullYear() - 6}-01-01` };
      const trace = async () => ({ kind: 'match' as const, identity: child, version: '1' });
      const family = { parentsOf: async () => [actor.nhsNumber] };
      const activities = createDelegationPersonActivities({ store, pds: { trace } as never, family });
      const begun = begunBy(actor, 'parent', 'checking');
      const details = { givenNames: 'Lily', familyName: 'Lindqvist', birthDate: child.birthDate, postcode: 'LS1 4AP' };
      await store.delegations.open(begun, { person: details }, randomId(), new Date());
      const found = new Set<string | undefined>();
      const asked = { delegationId: begun.id, turn: 1, now: Date.now() };
      return {
        steps: [
          async () => void found.add((await activities.checkPerson(asked))?.subjectId),
          () => activities.erasePapers({ delegationId: begun.id }),
        ],
        seen: async () => ({
          found: found.size,
          children: await count('dependants', { _id: [...found][0] as never }),
          papers: (await store.evidence.list(begun.id)).length,
        }),
      };
    });
    expect(seen).toEqual({ found: 1, children: 1, papers: 0 });
  });
});

function begunBy({ _id: actorId }: Account, basis: Delegation['basis'], step: Delegation['step']): Delegation {
  return { id: randomId(), basis, actorId, step, months: 12, partners: ['reader'], kinds: ['identity'] };
}

const of = (state: Delegation, version: number): DelegationState => ({
  ...{ ...state, version, epoch: 0, nonce: randomId() },
  ...{ since: Date.now(), updatedAt: Date.now() },
});

/** A surgery that gives the same key for the same request, as its interface promises. */
function surgery(says: Awaited<ReturnType<GpSystem['check']>>) {
  const made = new Map<string, { odsCode: string; userId: string; key: string }>();
  const one = { odsCode: 'B81001', userId: '1234567890', key: randomId() };
  const gpSystem: GpSystem = {
    retrieve: async (_patient, _email, purpose) => {
      const keys = made.get(purpose) ?? one;
      made.set(purpose, keys);
      return keys;
    },
    check: async () => says,
  };
  const identity = { ...testIdentity(), gpOdsCode: 'B81001' };
  const pds = { trace: async () => ({ kind: 'match', identity, version: '1' }) } as never;
  return { made, activities: createLinkageActivities({ store, pds, gpSystem, testPeople: undefined }) };
}
