import type { ProofRecord } from '../../domain/gpg45/proof-record.js';
import { type Level, levels } from '../../domain/levels/levels.js';
import type { Identity } from '../../domain/person/identity.js';
import type { StaffChangeMade } from '../casework/staff-changes.js';
import { bytesOf, isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';
import type { FormerContact } from './account-contacts.js';
import type { Closing } from './closings.js';

/** One person's account. Contact details and identity are sealed; `emailKey` and `mobileKey` are keyed hashes. */
export type Account = {
  _id: string;
  /** The registration that made it: making it again for the same one changes nothing. */
  registrationId: string;
  emailKey: string;
  email: Uint8Array;
  /** Absent where somebody signs in without a mobile. */
  mobileKey?: string;
  mobile?: Uint8Array;
  /** Where codes are spoken. */
  landlineKey?: string;
  landline?: Uint8Array;
  /** Where letters with codes go: its lines, sealed. */
  address?: Uint8Array;
  /** `emailKey`, and those of former addresses that may yet come back: no other account has any of them. */
  emailKeys?: string[];
  /** Contacts that were changed a few days ago. */
  former?: FormerContact[];
  /** It is being closed; until then its person may change their mind. */
  closing?: Closing;
  /** Absent where it counts no more (a change of contact was undone): a new one is chosen by a code. */
  passwordHash?: Uint8Array;
  level: Level;
  /** Changes with every block, revocation, closure or change of contact: a level is raised only for the epoch it was proved in. */
  epoch: number;
  termsVersion: string;
  language: 'en' | 'cy';
  identity?: Uint8Array;
  /** How P9 was proved, sealed: what `verified_claims` say of it. */
  proof?: Uint8Array;
  /** When each level was reached, by which case. */
  proofs?: Partial<Record<Level, { at: Date; caseId: string; how: string }>>;
  /** The newest revision by which a level was taken back. */
  takenBack?: string;
  blocked: boolean;
  /** By whom it was blocked and why, where staff did. */
  block?: StaffChangeMade;
  /** Changes by staff of which not all that follows is done. */
  staffChanges?: StaffChangeMade[];
  /** The recovery that goes on, if any: whoever signs in otherwise stops it. */
  recovering?: string;
  createdAt: Date;
  /** Checks begun in the last day, by kind: limits hold per account as well as per case. */
  attempts?: Record<string, { since: Date; ids: string[] }>;
};

export type NewAccount = {
  id: string;
  registrationId: string;
  email: string;
  mobile?: string | undefined;
  landline?: string | undefined;
  address?: readonly string[] | undefined;
  passwordHash: string;
  termsVersion: string;
  language: 'en' | 'cy';
  now: Date;
};

/** How a person is reached and signs in: numbers in E.164, an address as the lines of a letter. */
export type Contacts = { email: string; mobile?: string; landline?: string; address?: readonly string[] };

/** Accounts: kept until closed. */
export function accounts({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<Account>('accounts');
  const seal = (id: string, field: string, value: unknown) => sealer.sealJson(value, `accounts.${field}:${id}`);
  const open = <T>(id: string, field: string, value: Uint8Array) =>
    sealer.openJson<T>(bytesOf(value), `accounts.${field}:${id}`);

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ emailKey: 1 }, { unique: true });
      await rows.createIndex({ registrationId: 1 }, { unique: true });
    },

    /** Makes the account; the email becomes unique here and nowhere earlier. Repeating it for one registration returns the same id. */
    async create(account: NewAccount): Promise<{ id: string } | 'email_in_use'> {
      const emailKey = lookup.lookup('email', account.email);
      try {
        await rows.insertOne({
          _id: account.id,
          registrationId: account.registrationId,
          emailKey,
          emailKeys: [emailKey],
          email: seal(account.id, 'email', account.email),
          ...(account.mobile && {
            mobileKey: lookup.lookup('mobile', account.mobile),
            mobile: seal(account.id, 'mobile', account.mobile),
          }),
          ...(account.landline && {
            landlineKey: lookup.lookup('landline', account.landline),
            landline: seal(account.id, 'landline', account.landline),
          }),
          ...(account.address && { address: seal(account.id, 'address', account.address) }),
          passwordHash: seal(account.id, 'passwordHash', account.passwordHash),
          level: 'P0',
          epoch: 0,
          termsVersion: account.termsVersion,
          language: account.language,
          blocked: false,
          createdAt: account.now,
        });
        return { id: account.id };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const mine = await rows.findOne({ registrationId: account.registrationId }, { projection: { _id: 1 } });
        return mine ? { id: mine._id } : 'email_in_use';
      }
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** @param email normalised (see domain/person/email.ts). */
    byEmail: (email: string) => rows.findOne({ emailKey: lookup.lookup('email', email) }),

    /** The account that has the address now, or had it until a few days ago. @param email normalised */
    byKnownEmail: (email: string) => rows.findOne({ emailKeys: lookup.lookup('email', email) }),

    passwordHash: (account: Account): string | undefined =>
      account.passwordHash && open<string>(account._id, 'passwordHash', account.passwordHash),

    contacts: ({ _id, email, mobile, landline, address }: Account): Contacts => ({
      email: open<string>(_id, 'email', email),
      ...(mobile && { mobile: open<string>(_id, 'mobile', mobile) }),
      ...(landline && { landline: open<string>(_id, 'landline', landline) }),
      ...(address && { address: open<string[]>(_id, 'address', address) }),
    }),

    /** The PDS identity the account was proved to be, once it reached P5 (or P9 by another way). */
    identity: (account: Account): Identity | undefined =>
      account.identity && open<Identity>(account._id, 'identity', account.identity),

    /** How the account was proved at P9. */
    proof: (account: Account): ProofRecord | undefined =>
      account.proof && open<ProofRecord>(account._id, 'proof', account.proof),

    /** @returns false when the account is blocked, or its epoch has moved on. */
    async changePassword(id: string, epoch: number, passwordHash: string): Promise<boolean> {
      const result = await rows.updateOne(
        { _id: id, epoch, blocked: false },
        { $set: { passwordHash: seal(id, 'passwordHash', passwordHash) } },
      );
      return result.matchedCount === 1;
    },

    /** The language of messages to the person. */
    async chooseLanguage(id: string, language: 'en' | 'cy'): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { language } });
    },

    async acceptTerms(id: string, termsVersion: string): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { termsVersion } });
    },

    /**
     * Raises the level, never lowers it. Conditional on the epoch in which the proof was given and on the account not being blocked.
     * @returns `raised` (also when it already was at the level), or `refused` when the epoch moved on or the account is blocked.
     */
    async raiseLevel(raise: {
      accountId: string;
      epoch: number;
      level: Level;
      identity?: Identity | undefined;
      proof?: ProofRecord | undefined;
      caseId: string;
      how: string;
      now: Date;
    }): Promise<'raised' | 'refused'> {
      const { accountId, epoch, level, identity, proof, caseId, how, now } = raise;
      const lower = levels.slice(0, levels.indexOf(level));
      const result = await rows.updateOne(
        { _id: accountId, epoch, blocked: false, level: { $in: lower } },
        {
          $set: {
            level,
            [`proofs.${level}`]: { at: now, caseId, how },
            ...(identity ? { identity: seal(accountId, 'identity', identity) } : {}),
            ...(proof ? { proof: seal(accountId, 'proof', proof) } : {}),
          },
        },
      );
      if (result.matchedCount === 1) return 'raised';
      const already = await rows.findOne({ _id: accountId, epoch, blocked: false }, { projection: { level: 1 } });
      return already && !lower.includes(already.level) ? 'raised' : 'refused';
    },

    /** Time travel of a sandbox: attempts of the last day count as so much older. */
    async ageAttempts(id: string, ms: number): Promise<void> {
      const account = await rows.findOne({ _id: id }, { projection: { attempts: 1 } });
      for (const [kind, { since }] of Object.entries(account?.attempts ?? {})) {
        const field = `attempts.${kind}.since`;
        await rows.updateOne({ _id: id, [field]: since }, { $set: { [field]: new Date(since.getTime() - ms) } });
      }
    },

    /** How many attempts of a kind were counted in the window. @param account as read last */
    attemptsOf({ attempts }: Account, kind: string, now: Date, windowMs: number): number {
      const counted = attempts?.[kind];
      return counted && counted.since.getTime() > now.getTime() - windowMs ? counted.ids.length : 0;
    },

    /**
     * Counts one attempt of a kind; the same `attemptId` counts once.
     * @returns how many there were in the window, this one included.
     */
    async countAttempt(id: string, attemptId: string, kind: string, now: Date, windowMs: number): Promise<number> {
      const field = `attempts.${kind}`;
      const within = await rows.findOneAndUpdate(
        { _id: id, [`${field}.since`]: { $gt: new Date(now.getTime() - windowMs) } },
        { $addToSet: { [`${field}.ids`]: attemptId } },
        { returnDocument: 'after', projection: { attempts: 1 } },
      );
      if (within) return within.attempts?.[kind]?.ids.length ?? 1;
      await rows.updateOne({ _id: id }, { $set: { [field]: { since: now, ids: [attemptId] } } });
      return 1;
    },
  };
}
