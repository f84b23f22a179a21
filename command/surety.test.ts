import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signingKeyMaker } from '../platform/keys/make-signing-key.js';
import { randomId } from '../platform/random-id.js';
import { ledger } from '../store/migrations/ledger.js';
import { commandFor } from '../test/support/product/command-for.js';
import { verificationDriver } from '../test/support/workflows/verification-driver.js';
import {
  eventually,
  localServer,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../test/support/workflows/workflow-environment.js';

let at: WorkflowEnvironment;
let run: ReturnType<typeof commandFor>;
const folder = mkdtempSync(join(tmpdir(), 'surety-command-'));
beforeAll(async () => {
  at = await startWorkflowEnvironment(localServer);
  run = commandFor(at);
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

const order = ['--by', 'ada', '--reason', 'asked for in writing, ticket 12'];
const auditOf = (action: string) => at.store.tools.db.collection('audit').find({ action }).toArray();

describe('The command', () => {
  test('says how it is called', async () => {
    expect(await run()).toMatchObject({ exit: 2, out: expect.stringContaining('verify-audit [--head') });
    expect(await run('help')).toMatchObject({ exit: 0 });
    expect(await run('constructor')).toMatchObject({
      exit: 2,
      said: expect.stringContaining('There is no "constructor"'),
    });
    expect(await run('health', '--json', '--what')).toMatchObject({ exit: 2 });
    expect(await run('health', 'now')).toMatchObject({ exit: 2, said: expect.stringContaining('"now"') });
    expect(await run('migrate', 'up')).toMatchObject({ exit: 2 });
    expect(await run('rotate-keys', '--next', '--yes', ...order)).toMatchObject({ exit: 2 });
    expect(JSON.parse((await run('health', '--json', '--what')).out)).toMatchObject({
      ok: false,
      error: { code: 'usage' },
    });
  });

  test('says which settings are wrong, and never their values', async () => {
    const wrong = await run.with({ SEALING_KEY: 'hunter2' })('health');
    expect(wrong).toMatchObject({ exit: 1, said: expect.stringContaining('SEALING_KEY') });
    expect(wrong.said).not.toContain('hunter2');
    expect(await run.with({ ENVIRONMENT: 'live' })('health')).toMatchObject({ exit: 1 });
  });

  test('health finds everything in place, and says what is not', async () => {
    const { db } = at.store.tools;
    await db.collection('audit').deleteMany({});
    expect(await run('health')).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/ok {3}queue checks, activities: 1 take/),
    });
    await db
      .collection('audit')
      .insertOne({ _id: 'old' as never, at: new Date(Date.now() - 3_600_000), unsealed: true });
    await db.collection('migrations').deleteMany({});
    const json = JSON.parse((await run('health', '--json')).out) as {
      ok: boolean;
      findings: { part: string; ok: boolean }[];
    };
    expect(json.ok).toBe(false);
    expect(json.findings.filter(({ ok }) => !ok).map(({ part }) => part)).toEqual(['database', 'audit']);
    await db.collection('audit').deleteMany({});
    const nowhere = await run.with({ TEMPORAL_NAMESPACE: 'nowhere' })('health');
    expect(nowhere).toMatchObject({
      exit: 1,
      out: expect.stringContaining('BAD  Temporal: does not answer, or does not know'),
    });
  });

  test('migrate says what it would do, does it, and finds nothing left; others refuse to work before', async () => {
    await at.store.tools.db.collection('migrations').deleteMany({});
    expect(await run('migrate', '--plan')).toMatchObject({ exit: 1, out: 'Migration 1: drop-replaced-indexes\n' });
    expect(await run('erase', 'anybody')).toMatchObject({
      exit: 1,
      said: expect.stringContaining('run `surety migrate` first'),
    });
    expect(await run('migrate')).toMatchObject({ exit: 0, said: expect.stringContaining('Migration 1') });
    expect(await run('migrate', '--plan')).toMatchObject({ exit: 0, out: 'Nothing to do\n' });
    await ledger(at.store.tools.db).begin(
      { number: 99, name: 'later', breaks: true, run: async () => {} },
      9_999,
      '2',
      new Date(),
    );
    expect(await run('migrate')).toMatchObject({ exit: 1, said: expect.stringContaining('99 (later)') });
    expect(await run('export', 'a', '--to', 'b', ...order)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('newer'),
    });
    await at.store.tools.db.collection('migrations').deleteOne({ _id: 99 as never });
  });

  test('changes nothing without a name and a reason that says nothing about a person', async () => {
    const { accountId } = await verificationDriver(at).open('P5');
    const to = join(folder, 'never.json');
    expect(await run('export', accountId, '--to', to)).toMatchObject({
      exit: 2,
      said: expect.stringContaining('--by NAME'),
    });
    const personal = ['--by', 'ada', '--reason', 'asked for by rosa@example.org'];
    expect(await run('erase', accountId, '--yes', ...personal)).toMatchObject({
      exit: 2,
      said: expect.stringContaining('--reason'),
    });
    expect(await run('erase', accountId)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('Nothing was changed'),
    });
    expect(await at.store.accounts.byId(accountId)).toMatchObject({ blocked: false });
  });

  test('exports an account to a file of its owner, once, and notes by whom and why', async () => {
    const { accountId, email } = await verificationDriver(at).open('P5');
    const to = join(folder, `${randomId()}.json`);
    expect(await run('export', accountId, '--to', to, ...order)).toMatchObject({ exit: 0 });
    expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(to, 'utf8'))).toMatchObject({ account: [{ id: accountId, email }] });
    expect(await run('export', accountId, '--to', to, ...order)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('another file'),
    });
    expect(await auditOf('data.exported')).toMatchObject([
      { accountId, actor: { kind: 'system', id: 'operator:ada' }, details: { reason: order[3] } },
      {},
    ]);
    expect(await run('export', 'nobody', '--to', to, ...order)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('no such account'),
    });
  });

  test('erases an account at once, also one that is closing; a blocked one not', async () => {
    const { accountId, caseId, email } = await verificationDriver(at).open('P5');
    expect(await run('erase', accountId, '--yes', ...order)).toMatchObject({ exit: 0, out: 'Erased.\n' });
    expect([await at.store.accounts.byId(accountId), await at.store.cases.byId(caseId)]).toEqual([null, undefined]);
    expect(await auditOf('account.erase_ordered')).toMatchObject([{ accountId, details: { reason: order[3] } }]);
    // Told at the very end, when the account is gone.
    await eventually(async () => at.sent.some(({ to, text }) => to === email && text.includes('is closed')));
    expect(await run('erase', accountId, '--yes', ...order)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('erased already'),
    });

    const closing = await verificationDriver(at).open('P5');
    await at.store.closings.begin(closing.accountId, randomId(), new Date());
    expect(await run('erase', closing.accountId, '--yes', ...order)).toMatchObject({ exit: 0 });
    expect(await at.store.accounts.byId(closing.accountId)).toBeNull();

    const blocked = await verificationDriver(at).open('P5');
    await at.store.tools.db
      .collection('accounts')
      .updateOne({ _id: blocked.accountId as never }, { $set: { blocked: true } });
    expect(await run('erase', blocked.accountId, '--yes', ...order)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('unblock'),
    });
  });

  test('rotate-keys makes the next keys, once, and new ones at once where somebody else may have them', async () => {
    expect(await run('rotate-keys')).toMatchObject({ exit: 0, out: 'There are no signing keys yet.\n' });
    const none = { exit: 1, said: expect.stringContaining('no signing keys yet') };
    expect(await run('rotate-keys', '--next', ...order)).toMatchObject(none);
    await at.store.signingKeys.takeIn([], signingKeyMaker('sandbox'), new Date());
    const states = async (...argv: string[]) => {
      const { keys } = JSON.parse((await run('rotate-keys', '--json', ...argv)).out) as {
        keys: { kid: string; state: string }[];
      };
      return keys;
    };
    const first = await states();
    expect(first.map(({ state }) => state)).toEqual(['signing', 'signing']);
    expect(await run('rotate-keys', '--next')).toMatchObject({ exit: 2 });
    const next = await states('--next', ...order);
    expect(next.map(({ state }) => state)).toEqual(['signing', 'signing', 'published', 'published']);
    expect(await run('rotate-keys', '--next', ...order)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('made already'),
    });
    const anew = (await states('--compromised', ...order)).filter(({ state }) => state === 'signing');
    expect(anew.filter(({ kid }) => next.some((old) => old.kid === kid))).toEqual([]);
    expect(await auditOf('signing-keys.rotate_ordered')).toHaveLength(3);
    expect(await run('rotate-keys', '--reseal', ...order)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('health'),
    });
  });

  test('rotate-keys --payloads says which keys of PAYLOAD_KEY running workflows need, which may be taken out, and which is missing', async () => {
    await verificationDriver(at).open('P5');
    const [next, spare] = [9, 8].map((byte) => `sandbox_${Buffer.alloc(32, byte).toString('base64')}`);
    const now = at.settings.PAYLOAD_KEY;
    const asked = (ring: string) => run.with({ PAYLOAD_KEY: ring })('rotate-keys', '--payloads', '--json');
    const said = await eventually(async () => {
      const { exit, out } = await asked(`${next},${now},${spare}`);
      const { payloadKeys } = JSON.parse(out) as { payloadKeys: { workflows: number; place: number }[] };
      return payloadKeys[1]?.workflows && { exit, payloadKeys };
    });
    expect(said).toMatchObject({
      exit: 0,
      payloadKeys: [{ place: 1, workflows: 0 }, { place: 2 }, { place: 3, workflows: 0 }],
    });
    const lines = (await run.with({ PAYLOAD_KEY: `${now},${spare}` })('rotate-keys', '--payloads')).out.split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^[\da-f]{8} \(the first in PAYLOAD_KEY, which seals\): [1-9]\d* running/),
      expect.stringMatching(/ 0 running workflows need it\. It may be taken out$/),
      '',
    ]);
    expect(await run.with({ PAYLOAD_KEY: next })('rotate-keys', '--payloads')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('not in PAYLOAD_KEY'),
    });
  });

  test('changes nothing without a sealing key that is needed: what it sealed could not be opened', async () => {
    const rows = at.store.tools.keysDb.collection<{ _id: string; since: Date }>('sealing_keys');
    await rows.insertOne({ _id: 'ffffffff', since: new Date() });
    const keys = await at.store.signingKeys.at(new Date());
    const said = await run('rotate-keys', '--compromised', ...order);
    await rows.deleteMany({});
    expect(said).toMatchObject({ exit: 1, said: expect.stringContaining('ffffffff') });
    expect(await at.store.signingKeys.at(new Date())).toEqual(keys);
  });

  test('verify-audit ends with 1 where the audit is not as it was written', async () => {
    const { db } = at.store.tools;
    await db.collection('audit').deleteMany({});
    await at.store.audit.append({ at: new Date(), actor: { kind: 'system', id: 'a' }, action: 'a' }, 'entry');
    expect(await run('verify-audit')).toMatchObject({ exit: 0, out: expect.stringContaining('1 wait to be sealed') });
    await db.collection('audit').updateOne({ _id: 'entry' as never }, { $set: { action: 'b' } });
    expect(await run('verify-audit')).toMatchObject({ exit: 1, out: expect.stringContaining('(entry)') });
    expect(await run('verify-audit', '--head', 'x')).toMatchObject({ exit: 2 });
    await db.collection('audit').deleteMany({});
  });
});
