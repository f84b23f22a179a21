import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRecoveryActivities } from '../../activities/recovery/activities.js';
import type { Account } from '../../store/accounts/accounts.js';
import { recoverySecretName } from '../../store/accounts/recoveries.js';
import { ownedWays } from '../../store/accounts/sign-in-ways.js';
import { recoveryDriver } from '../../test/support/workflows/recovery-driver.js';
import { testDetails, verificationDriver } from '../../test/support/workflows/verification-driver.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';

let at: WorkflowEnvironment;
let driver: ReturnType<typeof recoveryDriver>;
let cases: ReturnType<typeof verificationDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  driver = recoveryDriver(at);
  cases = verificationDriver(at);
}, 60_000);
afterAll(() => at?.close());

const textsTo = (to: string) => at.sent.filter((one) => one.to === to).map(({ text }) => text);
const reaches = (id: string, step: string) => eventually(async () => (await driver.stepOf(id)) === step);
const waysOf = async (whose: Account) => ownedWays(await at.store.signInWays.of(whose, new Date()));
const linkOf = (id: string) =>
  `/account/recovery/${id}.${at.store.tools.lookup.lookup('token', recoverySecretName(id))}`;
const scan = { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 };

/** What opens the account before it is lost. */
async function withWays(whose: Account): Promise<void> {
  const { _id: id } = whose;
  const key = { credentialId: id, publicKey: new Uint8Array(3), counter: 0, transports: [] };
  await at.store.signInWays.addPasskey(id, key, 'Old phone', new Date());
  await at.store.signInWays.putRecoveryCodes(id, ['AAAAABBBBB'], new Date());
  await at.store.signInWays.remember(`device ${id}`, whose, 'Old browser', new Date());
}

describe('Recovering an account', () => {
  test('at P5 takes the details anew, a day in which all contacts know, and then takes every other way away', async () => {
    const { whose, identity } = await driver.atLevel('P5');
    await withWays(whose);
    const { email, mobile = '' } = at.store.accounts.contacts(whose);
    await at.store.consents.give(whose._id, 'surgery', ['openid'], new Date());
    const id = await driver.begin(whose);
    cases.pdsMatches(identity);
    await cases.post(id, testDetails);
    await reaches(id, 'cooling');
    await eventually(async () => textsTo(email).length === 1 && textsTo(mobile).length === 1);
    for (const to of [email, mobile]) expect(textsTo(to)[0]).toContain(linkOf(id));
    expect((await at.store.cases.byId(id))?.step).toBe('verified');
    expect(await waysOf(whose)).toEqual({
      sms: true,
      voice: false,
      letter: false,
      apps: 0,
      passkeys: 1,
      recoveryCodes: 1,
    });

    await at.env.sleep('23 hours');
    expect(await driver.stepOf(id)).toBe('cooling');
    await at.env.sleep('2 hours');
    await reaches(id, 'ready');
    expect(await waysOf(whose)).toMatchObject({ passkeys: 1 });
    expect(await Promise.all([driver.use(id), driver.use(id)])).toEqual([true, true]);
    expect(await waysOf(whose)).toEqual({
      sms: false,
      voice: false,
      letter: false,
      apps: 0,
      passkeys: 0,
      recoveryCodes: 0,
    });
    expect(await driver.handleOf(id).result()).toBe('used');
    expect(await driver.accountOf(whose._id)).toMatchObject({ level: 'P5', epoch: whose.epoch });
    expect((await driver.accountOf(whose._id)).recovering).toBeUndefined();
    expect(await at.store.recoveries.stop(id)).toBeNull();
    const told = await at.store.tools.db.collection('webhook_events').find({ type: 'account.recovered' }).toArray();
    expect(told).toMatchObject([{ partnerId: 'surgery', account: { sub: whose._id } }]);
    expect(textsTo(mobile).at(-1)).toContain('was recovered');
    // Done again, by an attempt whose first was killed: what the person has set up since then stays.
    await withWays(whose);
    const again = createRecoveryActivities({ store: at.store, suretyUrl: 'https://surety.test' });
    expect(await again.useRecovery({ recoveryId: id, accountId: whose._id, now: Date.now() })).toBe(true);
    expect(await waysOf(whose)).toMatchObject({ passkeys: 1, recoveryCodes: 1 });
  });

  test('at P9 takes the face that is kept; one that is not sure leads to a verification anew, which may refuse', async () => {
    const { whose } = await driver.atLevel('P9');
    const asked: unknown[] = [];
    at.script.face = async (input) => {
      asked.push(input.against);
      return { verdict: 'good', reasons: [] };
    };
    const sure = await driver.begin(whose, 'face');
    await cases.post(sure, { agreed: true });
    await cases.post(sure, scan);
    await reaches(sure, 'cooling');
    expect(asked).toEqual(['template']);
    expect((await at.store.audit.ofCase(sure, 9)).map(({ action }) => action)).toContain('owner.proved');

    at.script.face = async () => ({ verdict: 'refer', reasons: ['face_near_threshold'] });
    const unsure = await driver.begin(whose, 'face');
    // One at a time: the first is stopped by the second.
    await reaches(sure, 'stopped');
    await cases.post(unsure, { agreed: true });
    await cases.post(unsure, scan);
    await cases.reaches(unsure, 'details');
    // Another person, whom PDS knows.
    cases.pdsMatches();
    await cases.post(unsure, testDetails);
    await reaches(unsure, 'refused');
    expect(await driver.handleOf(unsure).result()).toBe('refused');
    const { mobile = '' } = at.store.accounts.contacts(whose);
    expect(textsTo(mobile).at(-1)).toContain('did not get in');
    expect(await driver.use(unsure).catch(() => 'over')).toBe('over');
    at.script.face = async () => ({ verdict: 'good', reasons: [] });
  });

  test('at P9 without a template takes document and face, and proves no level and no other person', async () => {
    const { whose, identity } = await driver.atLevel('P9');
    const id = await driver.begin(whose);
    cases.pdsMatches(identity);
    await cases.post(id, testDetails);
    await cases.reaches(id, 'document');
    await cases.postPhoto(id, 1);
    await cases.post(id, { agreed: true });
    await cases.post(id, scan);
    await reaches(id, 'cooling');
    expect(await driver.accountOf(whose._id)).toMatchObject({ proofs: { P9: { how: 'test' } } });
    expect(await at.store.cases.liveOf(whose._id)).toBeUndefined();
    expect(await at.store.cases.newestOf(whose._id)).toBeUndefined();
  });

  test('leaves the verification alone that the person had begun', async () => {
    const { accountId, caseId } = await cases.open('P5');
    const id = await driver.begin(await driver.accountOf(accountId));
    await reaches(id, 'cooling');
    expect(await at.store.cases.liveOf(accountId)).toMatchObject({ id: caseId, step: 'details' });
  });
});

describe('A recovery is stopped', () => {
  test('by its link, in each of its waits, and by nothing that only knows its id', async () => {
    for (const wait of ['cooling', 'ready'] as const) {
      const { whose } = await driver.atLevel('P0');
      const id = await driver.begin(whose);
      await reaches(id, 'cooling');
      if (wait === 'ready') await at.env.sleep('25 hours');
      await reaches(id, wait);
      const secret = linkOf(id).split('.')[1] ?? '';
      expect(await at.store.recoveries.byStopSecret(id, `${secret.slice(0, -1)}.`)).toBeUndefined();
      expect(await at.store.recoveries.byStopSecret(id, secret)).toMatchObject({ _id: id });
      expect(await driver.stop(id)).toBe(true);
      expect(await driver.handleOf(id).result()).toBe('stopped');
      expect(await at.store.recoveries.byStopSecret(id, secret)).toBeUndefined();
      expect(textsTo(at.store.accounts.contacts(whose).email).at(-1)).toContain('Nothing was changed');
      expect((await driver.accountOf(whose._id)).recovering).toBeUndefined();
    }
  });

  test('though Temporal was down when it was, and by a block or a change of contact', async () => {
    const people = await Promise.all([driver.atLevel('P0'), driver.atLevel('P0'), driver.atLevel('P0')]);
    const ids = await Promise.all(people.map(({ whose }) => driver.begin(whose)));
    for (const id of ids) await reaches(id, 'cooling');
    await at.store.recoveries.stop(ids[0] as string);
    const accounts = at.store.tools.db.collection<Account>('accounts');
    await accounts.updateOne({ _id: people[1]?.whose._id ?? '' }, { $set: { blocked: true } });
    await accounts.updateOne({ _id: people[2]?.whose._id ?? '' }, { $inc: { epoch: 1 } });
    await at.env.sleep('2 days');
    const ends = await Promise.all(ids.map((id) => driver.handleOf(id).result()));
    expect(ends).toEqual(['stopped', 'ended', 'ended']);
  });

  test('when nobody comes: after seven days of proving, and seven of being open', async () => {
    const [idle, late] = [await driver.atLevel('P5'), await driver.atLevel('P0')];
    const ids = [await driver.begin(idle.whose), await driver.begin(late.whose)];
    await withWays(late.whose);
    await at.env.sleep('9 days');
    for (const id of ids) expect(await driver.handleOf(id).result()).toBe('ended');
    expect(await waysOf(late.whose)).toMatchObject({ passkeys: 1 });
    await cases.reaches(ids[0] as string, 'expired');
  });
});
