import { lastRegistrationSteps, type RegistrationState } from '../../domain/accounts/registration-state.js';
import type { NewApp, NewPasskey } from '../../domain/journey/form-values.js';
import { unfinishedEnds } from '../../domain/journey/unfinished.js';
import { bytesOf, idsOf } from '../collection.js';
import { projectState } from '../projection.js';
import type { StoreTools } from '../tools.js';

/** What was entered and proved so far. Sealed: the workflow never sees it. */
export type RegistrationEntries = {
  email: string;
  passwordHash?: string;
  /** The version of the terms that they agreed to. */
  termsVersion?: string;
  mobile?: string;
  noMobile?: boolean;
  landline?: string;
  /** The lines of a letter's address. */
  address?: string[];
  /** The letter whose code is awaited: it goes on counting on another device. */
  letter?: { challengeId: string; expiresAt: number; triesLeft: number };
  app?: NewApp;
  passkey?: NewPasskey;
};

export type Registration = Omit<RegistrationState, 'id'> & {
  _id: string;
  emailKey: string;
  entries: Uint8Array;
  /** The email code was entered: only then may its entries be adopted, or reminders be sent. */
  emailProved: boolean;
  /** A later registration of the same person took this one's entries over. */
  adoptedBy?: string;
  expiresAt: Date;
};

/** Registrations under way: their public state, and sealed what was entered. They vanish after 28 days. */
export function registrations({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<Registration>('registrations');
  const seal = (id: string, entries: RegistrationEntries) => sealer.sealJson(entries, `registrations:${id}`);
  const open = (row: Pick<Registration, '_id' | 'entries'>) =>
    sealer.openJson<RegistrationEntries>(bytesOf(row.entries), `registrations:${row._id}`);

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ emailKey: 1, emailProved: 1, updatedAt: -1 });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** The row exists before its workflow does. Repeating it changes nothing. */
    async open(id: string, journeyId: string, email: string, nonce: string, now: Date): Promise<void> {
      await rows.updateOne(
        { _id: id },
        {
          $setOnInsert: {
            journeyId,
            emailKey: lookup.lookup('email', email),
            entries: seal(id, { email }),
            emailProved: false,
            epoch: -1,
            version: 0,
            step: 'email-code',
            nonce,
            errors: {},
            updatedAt: now.getTime(),
            expiresAt: new Date(now.getTime() + unfinishedEnds),
          },
        },
        { upsert: true },
      );
    },

    async state(id: string): Promise<RegistrationState | undefined> {
      const row = await rows.findOne({ _id: id }, { projection: { entries: 0, emailKey: 0 } });
      if (!row) return undefined;
      const { _id, ...state } = row;
      return { id: _id, ...state };
    },

    /** Those that are under way, one after the other. */
    unfinishedIds: () => idsOf(rows, { step: { $nin: [...lastRegistrationSteps] } }),

    project: (state: RegistrationState) => projectState(rows, state),

    /** The person is still there. */
    async touch(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $max: { updatedAt: now.getTime() } });
    },

    async entries(id: string): Promise<RegistrationEntries | undefined> {
      const row = await rows.findOne({ _id: id }, { projection: { entries: 1 } });
      return row ? open(row) : undefined;
    },

    /** Only the registration's own workflow writes entries, one at a time, so read-then-write is safe. */
    async enter(id: string, more: Partial<RegistrationEntries>, now: Date): Promise<void> {
      const row = await rows.findOne({ _id: id }, { projection: { entries: 1 } });
      if (!row) return;
      await rows.updateOne(
        { _id: id },
        { $set: { entries: seal(id, { ...open(row), ...more }), expiresAt: new Date(now.getTime() + unfinishedEnds) } },
      );
    },

    /**
     * The email code was right. Takes over what an older unfinished registration of the same address had entered, and ends that one.
     * @returns the older one's id and entries, if there was one. Repeating it returns the same.
     */
    async proveEmail(id: string, now: Date): Promise<{ adopted?: string; entries?: RegistrationEntries }> {
      const row = await rows.findOneAndUpdate({ _id: id }, { $set: { emailProved: true } });
      if (!row) return {};
      const older = await rows.findOneAndUpdate(
        {
          emailKey: row.emailKey,
          emailProved: true,
          _id: { $ne: id },
          step: { $nin: ['done', 'ended'] },
          expiresAt: { $gt: now },
          $or: [{ adoptedBy: { $exists: false } }, { adoptedBy: id }],
        },
        { $set: { adoptedBy: id } },
        { sort: { updatedAt: -1 } },
      );
      return older ? { adopted: older._id, entries: open(older) } : {};
    },

    async erase(id: string): Promise<void> {
      await rows.deleteOne({ _id: id });
    },
  };
}
