import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { AuditRow } from './audit.js';
import type { AuditHead, Seal } from './audit-chain.js';
import { auditSealing } from './seal-audit.js';
import { verifyAudit } from './verify-audit.js';

let at: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.drop());

const now = new Date('2026-11-23T09:00:00Z');
const rows = () => at.store.tools.db.collection<AuditRow>('audit');
const heads = () => at.store.tools.db.collection<AuditHead>('audit_head');
const append = (name: string) =>
  at.store.audit.append(
    { at: now, actor: { kind: 'system', id: 'test' }, action: 'test.done', details: { of: [name], more: 0.5 } },
    name,
  );
const appendAll = (names: string) => Promise.all([...names].map(append));
const sealAll = async () => {
  while ((await at.store.auditSealing.sealSome(now)) > 0);
};
const verify = (known?: { number: number; hash: string }) => verifyAudit(at.store.tools, known);
const numbered = (number: number) => rows().findOne({ 'seal.number': number }) as Promise<AuditRow & { seal: Seal }>;

beforeEach(async () => {
  await Promise.all([rows().deleteMany({}), heads().deleteMany({})]);
  await appendAll('abcdef');
  await sealAll();
});

describe('The chain of the audit', () => {
  test('holds every entry once, in an unbroken order, however many write and seal at once', async () => {
    const sealers = [0, 1, 2, 3].map(() => auditSealing(at.store.tools));
    await Promise.all([
      ...[...'ghijklmnop'].map(append),
      ...sealers.flatMap((one) => [one.sealSome(now), one.sealSome(now), one.sealSome(now)]),
    ]);
    await appendAll('abcghij');
    await sealAll();
    const { head, ...report } = await verify();
    expect(report).toEqual({ sealed: 16, unsealed: 0 });
    expect(await verify(head)).toEqual({ ...report, head });
    await appendAll('xy');
    expect(await verify(head)).toEqual({ sealed: 16, unsealed: 2, oldestUnsealed: now, head });
  });

  test('goes on where a sealer was killed between its writes', async () => {
    await appendAll('ghi');
    const { number, hash } = await at.store.auditSealing.head();
    const planned = auditSealing({
      ...at.store.tools,
      // Killed: the head knows what comes next, and one entry of three has it.
      db: new Proxy(at.store.tools.db, {
        get: (db, name) =>
          name !== 'collection'
            ? Reflect.get(db, name)
            : (of: string) =>
                new Proxy(db.collection(of), {
                  get: (target, method) =>
                    method !== 'bulkWrite'
                      ? (Reflect.get(target, method) as () => unknown).bind(target)
                      : async (writes: { updateOne: { filter: object; update: object } }[]) => {
                          const [first] = writes;
                          if (first) await target.updateOne(first.updateOne.filter, first.updateOne.update);
                          throw new Error('killed');
                        },
                }),
      }),
    });
    await expect(planned.sealSome(now)).rejects.toThrow('killed');
    expect(await verify()).toEqual({ sealed: 6, unsealed: 2, oldestUnsealed: now, head: { number, hash } });
    await append('j');
    expect(await at.store.auditSealing.sealSome(now)).toBe(0);
    expect(await verify()).toMatchObject({ sealed: 9, unsealed: 1 });
    await sealAll();
    expect(await verify()).toMatchObject({ sealed: 10, unsealed: 0 });
  });

  const tampered: [string, () => Promise<unknown>, object][] = [
    [
      'a changed action',
      () => rows().updateOne({ 'seal.number': 3 }, { $set: { action: 'other' } }),
      { number: 3, what: 'changed' },
    ],
    [
      'a changed time',
      () => rows().updateOne({ 'seal.number': 1 }, { $set: { at: new Date(0) } }),
      { number: 1, what: 'changed' },
    ],
    [
      'a changed detail',
      () => rows().updateOne({ 'seal.number': 6 }, { $set: { 'details.more': 1 } }),
      { number: 6, what: 'changed' },
    ],
    [
      'a field added',
      () => rows().updateOne({ 'seal.number': 2 }, { $set: { caseId: 'x' } }),
      { number: 2, what: 'changed' },
    ],
    ['an entry taken out', () => rows().deleteOne({ 'seal.number': 4 }), { number: 4, what: 'missing' }],
    ['the first taken out', () => rows().deleteOne({ 'seal.number': 1 }), { number: 1, what: 'missing' }],
    ['the last taken out', () => rows().deleteOne({ 'seal.number': 6 }), { number: 6, what: 'missing' }],
    [
      'another time of sealing',
      () => rows().updateOne({ 'seal.number': 5 }, { $set: { 'seal.at': new Date(0) } }),
      { number: 5, what: 'moved' },
    ],
    ['a head that is gone', () => heads().deleteMany({}), { what: 'outside' }],
    ['all of it gone', () => Promise.all([rows().deleteMany({})]), { number: 1, what: 'missing' }],
  ];

  test('names what was tampered with, wherever it is', async () => {
    const [whole, head] = await Promise.all([rows().find().toArray(), heads().find().toArray()]);
    for (const [what, tamper, broken] of tampered) {
      await tamper();
      expect({ tampered: what, ...(await verify()).broken }).toMatchObject({ tampered: what, ...broken });
      await Promise.all([rows().deleteMany({}), heads().deleteMany({})]);
      await Promise.all([rows().insertMany(whole), heads().insertMany(head)]);
    }
    expect((await verify()).broken).toBeUndefined();
  });

  test('two entries that change places are found', async () => {
    const [two, three] = await Promise.all([numbered(2), numbered(3)]);
    await rows().deleteMany({ 'seal.number': { $in: [2, 3] } });
    await rows().insertMany([
      { ...two, seal: three.seal },
      { ...three, seal: two.seal },
    ]);
    expect((await verify()).broken).toEqual({ number: 2, id: three._id, what: 'moved' });
  });

  test('an entry put in by somebody without the key is found: waiting, sealed after all, or with a place it took', async () => {
    const { _id, seal, ...like } = await numbered(2);
    await rows().insertOne({ ...like, _id: 'forged', unsealed: true });
    expect((await verify()).broken).toEqual({ id: 'forged', what: 'changed' });
    await sealAll();
    expect((await verify()).broken).toEqual({ number: 7, id: 'forged', what: 'changed' });
    await rows().deleteOne({ _id: 'forged' });
    expect((await verify()).broken).toEqual({ number: 7, what: 'missing' });
  });

  test('an entry that waits cannot take a place by itself', async () => {
    await append('g');
    await rows().updateOne(
      { _id: 'g' },
      { $set: { seal: { number: 9, at: now, hash: 'x' } }, $unset: { unsealed: '' } },
    );
    expect((await verify()).broken).toEqual({ id: 'g', what: 'outside' });
  });

  test('the end cut off, and the head put back, is found by an end that was noted before', async () => {
    const earlier = await at.store.auditSealing.head();
    await appendAll('gh');
    await sealAll();
    const { head: later } = await verify();
    await rows().deleteMany({ 'seal.number': { $gt: 6 } });
    await heads().replaceOne({ _id: 'head' }, { number: earlier.number, hash: earlier.hash });
    expect((await verify()).broken).toBeUndefined();
    expect((await verify(later)).broken).toEqual({ number: 8, what: 'cut' });
    await appendAll('ijk');
    await sealAll();
    expect((await verify(later)).broken).toMatchObject({ number: 8, what: 'cut' });
  });
});

describe('The daily walk through the audit', () => {
  const day = 86_400_000;
  const later = (days: number) => new Date(now.getTime() + days * day);
  const verifyWhenDue = (when: Date) => at.store.auditVerdict.verifyWhenDue(when);
  const last = () => at.store.auditVerdict.last();

  test('is made by one of several, once a day, and what came of it is kept', async () => {
    expect(await last()).toBeUndefined();
    await Promise.all([verifyWhenDue(now), verifyWhenDue(now)]);
    expect(await last()).toEqual({ verifiedAt: now, broken: false });
    await verifyWhenDue(later(0.5));
    expect(await last()).toEqual({ verifiedAt: now, broken: false });
    await verifyWhenDue(later(1));
    expect(await last()).toEqual({ verifiedAt: later(1), broken: false });
  });

  test('finds what was cut off since the last one, though the chain that is left is whole', async () => {
    await verifyWhenDue(now);
    const fifth = await numbered(5);
    await rows().deleteOne({ 'seal.number': 6 });
    await heads().updateOne({ _id: 'head' }, { $set: { number: 5, hash: fifth.seal.hash } });
    expect(await verify()).toMatchObject({ sealed: 5 });
    expect(await verifyWhenDue(later(1))).toEqual({ number: 6, what: 'cut' });
    expect(await last()).toEqual({ verifiedAt: later(1), broken: true });
    // It does not become right by being looked at again.
    expect(await verifyWhenDue(later(2))).toEqual({ number: 6, what: 'cut' });
  });

  test('is made by another process where the one that began it was killed', async () => {
    await heads().insertOne({ _id: 'verdict', begunAt: now } as never);
    await verifyWhenDue(later(0.1));
    expect(await last()).toBeUndefined();
    await verifyWhenDue(later(0.5));
    expect(await last()).toEqual({ verifiedAt: later(0.5), broken: false });
  });
});
