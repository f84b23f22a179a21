import { randomBytes } from 'node:crypto';
import {
  askedLasts,
  coolingLasts,
  type HelpProof,
  liveRecoverySteps,
  type RecoveryProof,
  type RecoveryStep,
  readyLasts,
  usedLasts,
} from '../../domain/accounts/recovery.js';
import { day } from '../../domain/clock.js';
import { sameSecret } from '../../platform/keys/lookup.js';
import { idsOf } from '../collection.js';
import { hashOf } from '../hash-of.js';
import type { StoreTools } from '../tools.js';
import type { Account } from './accounts.js';

/** One way back into an account whose ways in are lost. Its id is that of its case, too, where it has one. */
export type Recovery = {
  _id: string;
  accountId: string;
  /** The account's epoch when it was begun: it ends with a block, a closing or a change of contact. */
  accountEpoch: number;
  step: RecoveryStep;
  proof: RecoveryProof;
  /** The journey that its person was on. */
  journeyId?: string;
  /** SHA-256 of what its browser shows at each request. */
  holderHash?: string;
  /** Of one that staff opened: keyed hash of what the person types, the two who did, and how the person showed who they are. */
  help?: { codeHash?: string; askedBy: string; how: HelpProof; agreedBy?: string };
  startedAt: Date;
  coolingUntil?: Date;
  readyUntil?: Date;
  usedAt?: Date;
  expiresAt: Date;
};

/** What stops a recovery is made from its id by a key: nothing in the store opens it. */
export const recoverySecretName = (id: string): string => `recovery ${id}`;

export const kept = 60 * day;
const later = (at: Date, ms: number) => new Date(at.getTime() + ms);

/**
 * Recoveries of accounts. An account names the one that goes on (`recovering`), so that a sign-in reads nothing more to stop it. Each step is
 * one conditional write.
 */
export function recoveries({ db, lookup }: StoreTools) {
  const rows = db.collection<Recovery>('recoveries');
  const accounts = db.collection<Account>('accounts');
  const secretOf = (id: string) => lookup.lookup('token', recoverySecretName(id));
  const codeHash = (code: string) => lookup.lookup('token', `recovery help ${code}`);

  /** Whether the account is still as it was, and this is the recovery that goes on. */
  const stands = async ({ _id, accountId, accountEpoch: epoch }: Recovery): Promise<boolean> => {
    const own = { _id: accountId, epoch, recovering: _id, blocked: false, closing: { $exists: false } };
    return (await accounts.findOne(own, { projection: { _id: 1 } })) !== null;
  };

  /** From one step to the next, where it stands. Repeating it changes nothing. @returns the recovery at that step; null where it does not get there */
  const move = async (id: string, from: RecoveryStep, to: RecoveryStep, more: Partial<Recovery>) => {
    const row = await rows.findOne({ _id: id });
    if (!row || (row.step === from && !(await stands(row)))) return null;
    await rows.updateOne({ _id: id, step: from }, { $set: { ...more, step: to } });
    return rows.findOne({ _id: id, step: to });
  };

  const release = (accountId: string, recovering: string) =>
    accounts.updateOne({ _id: accountId, recovering }, { $unset: { recovering: '' } });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ accountId: 1, startedAt: -1 });
      await rows.createIndex({ step: 1, startedAt: 1 });
      await rows.createIndex({ 'help.codeHash': 1 }, { sparse: true });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    secretOf,

    byId: (id: string) => rows.findOne({ _id: id }),

    /** Those that go on, one after the other. */
    liveIds: () => idsOf(rows, { step: { $in: [...liveRecoverySteps] } }),

    /** All of an account that are still kept. */
    listOf: (accountId: string): Promise<Recovery[]> => rows.find({ accountId }).toArray(),

    /**
     * Begins one, in place of an earlier one of the account: its id is that to be stopped. Repeating it changes nothing.
     * @returns undefined where the account is blocked, closing or changed
     */
    async open(
      begun: Pick<Recovery, '_id' | 'accountId' | 'accountEpoch' | 'step' | 'proof' | 'journeyId' | 'help'>,
      now: Date,
    ): Promise<{ instead: string | undefined } | undefined> {
      const { _id, accountId, accountEpoch: epoch } = begun;
      const before = await accounts.findOneAndUpdate(
        { _id: accountId, epoch, blocked: false, closing: { $exists: false } },
        { $set: { recovering: _id } },
      );
      if (!before) return undefined;
      const row = { ...begun, startedAt: now, expiresAt: later(now, kept) };
      await rows.updateOne({ _id }, { $setOnInsert: row }, { upsert: true });
      return { instead: before.recovering === _id ? undefined : before.recovering };
    },

    /** Makes one browser the only one that comes in by it. @returns what it shows from then on; kept only hashed. */
    async hold(id: string): Promise<string | undefined> {
      const token = randomBytes(24).toString('base64url');
      const free = { _id: id, holderHash: { $exists: false } };
      const held = await rows.updateOne(free, { $set: { holderHash: hashOf(token) } });
      return held.modifiedCount === 1 ? token : undefined;
    },

    /** The recovery, when this is what its browser shows. */
    async held(id: string, token: string): Promise<Recovery | undefined> {
      const row = await rows.findOne({ _id: id });
      return row?.holderHash && sameSecret(hashOf(token), row.holderHash) ? row : undefined;
    },

    /** The one whose link this secret opens, while it can be stopped. */
    async byStopSecret(id: string, secret: string): Promise<Recovery | undefined> {
      if (!sameSecret(secret, secretOf(id))) return undefined;
      const row = await rows.findOne({ _id: id, step: { $in: [...liveRecoverySteps] } });
      return row ?? undefined;
    },

    /** Whether it opens the account to its browser now: ready, or used a short while ago. */
    opens: ({ step, readyUntil, usedAt }: Recovery, now: Date): boolean =>
      (step === 'ready' && readyUntil !== undefined && readyUntil > now) ||
      (step === 'used' && usedAt !== undefined && later(usedAt, usedLasts) > now),

    /** Proved: the time begins in which it can be stopped. */
    cool: (id: string, now: Date) => move(id, 'proving', 'cooling', { coolingUntil: later(now, coolingLasts) }),

    /** Nobody stopped it. */
    makeReady: (id: string, now: Date) => move(id, 'cooling', 'ready', { readyUntil: later(now, readyLasts) }),

    /** Its person comes in: from now on this is done, and cannot be stopped. */
    use: (id: string, now: Date) => move(id, 'ready', 'used', { usedAt: now }),

    /** Stopped by whoever owns the account, or by another one that takes its place. @returns the recovery; null where it was over */
    async stop(id: string): Promise<Recovery | null> {
      const live = { _id: id, step: { $in: [...liveRecoverySteps] } };
      const row = await rows.findOneAndUpdate(live, { $set: { step: 'stopped' } }, { returnDocument: 'after' });
      if (row) await release(row.accountId, id);
      return row;
    },

    /** It came to nothing, by itself. Repeating it changes nothing. @returns whether it ended so */
    async end(id: string, as: 'refused' | 'ended'): Promise<boolean> {
      await rows.updateOne({ _id: id, step: { $in: [...liveRecoverySteps] } }, { $set: { step: as } });
      const row = await rows.findOne({ _id: id });
      if (row) await release(row.accountId, id);
      return row?.step === as;
    },

    /** Done: the account does not name it any more. */
    release,

    /** A member of staff asks that an account is opened to its person. Nothing happens before another agrees. */
    async ask(
      asking: Pick<Recovery, '_id' | 'accountId' | 'accountEpoch'> & { help: { askedBy: string; how: HelpProof } },
      now: Date,
    ): Promise<void> {
      const row = { ...asking, step: 'asked', proof: 'staff', startedAt: now, expiresAt: later(now, kept) } as const;
      await rows.updateOne({ _id: row._id }, { $setOnInsert: row }, { upsert: true });
    },

    /** Those that wait for a second member of staff, the oldest first. */
    asked: (now: Date): Promise<Recovery[]> =>
      rows
        .find({ step: 'asked', startedAt: { $gt: later(now, -askedLasts) } })
        .sort({ startedAt: 1 })
        .limit(100)
        .toArray(),

    /** Another member of staff agrees: of any number at once one does, and never the one who asked. @returns the recovery */
    agree: (id: string, checkerId: string, code: string, now: Date): Promise<Recovery | null> =>
      rows.findOneAndUpdate(
        { _id: id, step: 'asked', 'help.askedBy': { $ne: checkerId }, startedAt: { $gt: later(now, -askedLasts) } },
        { $set: { step: 'proving', 'help.agreedBy': checkerId, 'help.codeHash': codeHash(code) } },
        { returnDocument: 'after' },
      ),

    /** A member of staff does not agree, or takes back their own. @returns the recovery, once */
    decline: (id: string): Promise<Recovery | null> =>
      rows.findOneAndUpdate({ _id: id, step: 'asked' }, { $set: { step: 'refused' } }),

    /** The one whose code a person was given by staff. */
    byCode: (code: string): Promise<Recovery | null> => rows.findOne({ 'help.codeHash': codeHash(code) }),

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },
  };
}
