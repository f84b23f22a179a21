import type { UpdateFilter } from 'mongodb';
import type { OwnedWays } from '../../domain/accounts/sign-in-ways.js';
import { day } from '../../domain/clock.js';
import type { NewApp } from '../../domain/journey/form-values.js';
import { randomId } from '../../platform/random-id.js';
import { bytesOf, insertMissing, insertNew, isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';
import type { Account } from './accounts.js';

/** A passkey: its public key and what its authenticator said of itself. */
export type PasskeyKey = {
  /** base64url; no two accounts have the same. */
  credentialId: string;
  publicKey: Uint8Array;
  /** Its signature counter at last use; 0 where it keeps none. */
  counter: number;
  transports: string[];
};

/** One way to sign in as its owner sees it. Names are what they typed. */
export type Way = { id: string; name: string; createdAt: Date; lastUsedAt?: Date };

export type Passkey = Way & PasskeyKey & { accountId: string; suspect: boolean };

/** What an account can be entered with besides its password. `version` changes whenever something is taken away. */
export type Ways = {
  version: number;
  sms: boolean;
  voice: boolean;
  letter: boolean;
  passkeys: Passkey[];
  apps: (Way & { secret: string })[];
  devices: Way[];
  recovery: { left: number; madeAt?: Date };
};

export type Row = {
  _id: string;
  accountId: string;
  kind: 'sheet' | 'passkey' | 'app' | 'device';
  /** Sealed, since it may be personal. */
  name?: Uint8Array;
  createdAt?: Date;
  lastUsedAt?: Date;
  /** Of the account's one sheet. */
  version?: number;
  noSms?: boolean;
  noVoice?: boolean;
  noLetter?: boolean;
  recovery?: { codes: string[]; madeAt: Date };
  /** The last recovery of the account that took all ways away. */
  takenBy?: string;
  /** `key` is its public key, sealed with whose it is: who could only write to the database cannot put another in its place. */
  passkey?: Omit<PasskeyKey, 'publicKey'> & { key: Uint8Array };
  /** A copy of it may be about: it opens nothing any more. */
  suspect?: boolean;
  /** Of an app: its secret, sealed, and the last time step of which a code was used. */
  secret?: Uint8Array;
  step?: number;
  /** Of a browser: the account's epoch when it was remembered, and when it is forgotten. */
  epoch?: number;
  expiresAt?: Date;
};

type Owner = Pick<Account, '_id' | 'epoch' | 'mobile' | 'landline' | 'address'>;

/** Ways that are a contact of the account, to which codes go. */
export type CodeWay = 'sms' | 'voice' | 'letter';

const noCodes = { sms: 'noSms', voice: 'noVoice', letter: 'noLetter' } as const;

/** A remembered browser is forgotten when it was not used for so long. */
export const deviceKept = 183 * day;
/** Its last use is noted once a day at most: a sign-in by it costs no write. */
const deviceNoted = day;

/** The ways to sign in that people set up themselves; each account has one sheet for what there is one of. */
export function signInWays({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<Row>('sign_in_ways');
  const seal = (id: string, field: string, value: string) => sealer.sealJson(value, `sign-in-ways.${field}:${id}`);
  const open = (id: string, field: string, value?: Uint8Array) =>
    value ? sealer.openJson<string>(bytesOf(value), `sign-in-ways.${field}:${id}`) : '';
  const hashOf = (accountId: string, code: string) => lookup.lookup('token', `recovery ${accountId} ${code}`);

  const wayOf = ({ _id, name, createdAt = new Date(0), lastUsedAt }: Row): Way => ({
    id: _id,
    name: open(_id, 'name', name),
    createdAt,
    ...(lastUsedAt ? { lastUsedAt } : {}),
  });
  const passkeyOf = (row: Row): Passkey[] => {
    // Of before keys were sealed: nobody can say whose it is.
    if (!row.passkey?.key) return [];
    const { key, ...known } = row.passkey;
    const [accountId, credentialId, encoded] = JSON.parse(open(row._id, 'passkey', key)) as string[];
    if (accountId !== row.accountId || credentialId !== known.credentialId)
      throw new Error('a passkey of somebody else');
    const publicKey = new Uint8Array(Buffer.from(encoded ?? '', 'base64url'));
    return [{ ...wayOf(row), ...known, publicKey, accountId: row.accountId, suspect: row.suspect === true }];
  };

  /** Changes the sheet, where nothing was taken away since the version. */
  const change = async (accountId: string, version: number, more: UpdateFilter<Row> = {}): Promise<boolean> => {
    const next = { ...more, $set: { ...more.$set, accountId, kind: 'sheet' as const, version: version + 1 } };
    try {
      const changed = await rows.updateOne({ _id: accountId, version }, next, { upsert: version === 0 });
      return changed.matchedCount + changed.upsertedCount === 1;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ accountId: 1 });
      const hasKey = { 'passkey.credentialId': { $exists: true } };
      await rows.createIndex({ 'passkey.credentialId': 1 }, { unique: true, partialFilterExpression: hasKey });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    async of(account: Owner, now: Date): Promise<Ways> {
      return this.read(account, await rows.find({ accountId: account._id }).sort({ createdAt: 1 }).toArray(), now);
    },

    /** @param found all rows of the account, the oldest first */
    read(account: Owner, found: readonly Row[], now: Date): Ways {
      const sheet = found.find(({ kind }) => kind === 'sheet');
      const remembered = ({ kind, epoch, expiresAt = now }: Row) =>
        kind === 'device' && epoch === account.epoch && expiresAt > now;
      const madeAt = sheet?.recovery?.madeAt;
      return {
        version: sheet?.version ?? 0,
        sms: account.mobile !== undefined && sheet?.noSms !== true,
        voice: account.landline !== undefined && sheet?.noVoice !== true,
        letter: account.address !== undefined && sheet?.noLetter !== true,
        passkeys: found.flatMap(passkeyOf),
        apps: found
          .filter(({ kind }) => kind === 'app')
          .map((row) => ({ ...wayOf(row), secret: open(row._id, 'secret', row.secret) })),
        devices: found.filter(remembered).map(wayOf),
        recovery: { left: sheet?.recovery?.codes.length ?? 0, ...(madeAt ? { madeAt } : {}) },
      };
    },

    /** @param _id the same for the same passkey: adding it again changes nothing @returns undefined where the key belongs to an account already, this one or another. */
    async addPasskey(
      accountId: string,
      { publicKey, ...known }: PasskeyKey,
      name: string,
      now: Date,
      _id = randomId(),
    ): Promise<string | undefined> {
      const whose = [accountId, known.credentialId, Buffer.from(publicKey).toString('base64url')];
      const passkey = { ...known, key: seal(_id, 'passkey', JSON.stringify(whose)) };
      const row: Row = { _id, accountId, kind: 'passkey', name: seal(_id, 'name', name), createdAt: now, passkey };
      if (await insertNew(rows, row)) return _id;
      return (await rows.findOne({ _id, accountId }, { projection: { _id: 1 } }))?._id;
    },

    async passkey(credentialId: string): Promise<Passkey | undefined> {
      const row = await rows.findOne({ 'passkey.credentialId': credentialId });
      return row ? passkeyOf(row)[0] : undefined;
    },

    /** Notes a use. @returns false where it was removed, came under suspicion, or was used otherwise, since it was read. */
    async passkeyUsed({ id, counter }: Passkey, newCounter: number, now: Date): Promise<boolean> {
      const unchanged = { _id: id, 'passkey.counter': counter, suspect: { $exists: false } };
      const used = await rows.updateOne(unchanged, { $set: { 'passkey.counter': newCounter, lastUsedAt: now } });
      return used.matchedCount === 1;
    },

    /** @returns whether it came under suspicion by this. */
    async suspect(id: string): Promise<boolean> {
      const marked = await rows.updateOne({ _id: id, suspect: { $exists: false } }, { $set: { suspect: true } });
      return marked.modifiedCount === 1;
    },

    /** @param step the time step of the code that proved that the app is set up: no code of it counts again. */
    async addApp(accountId: string, app: NewApp, now: Date, _id = randomId()): Promise<string> {
      const sealed = { name: seal(_id, 'name', app.name), secret: seal(_id, 'secret', app.secret) };
      await insertMissing(rows, [{ _id, accountId, kind: 'app', ...sealed, step: app.step, createdAt: now }]);
      return _id;
    },

    /** Spends an app's code by its time step, as RFC 6238 §5.2 asks: of any number of uses at once, one counts. */
    async spendAppCode(id: string, step: number, now: Date): Promise<boolean> {
      const spent = await rows.updateOne({ _id: id, step: { $lt: step } }, { $set: { step, lastUsedAt: now } });
      return spent.modifiedCount === 1;
    },

    /** New recovery codes in place of all earlier ones. Only their keyed hashes are kept. */
    async putRecoveryCodes(accountId: string, codes: readonly string[], now: Date): Promise<true> {
      const recovery = { codes: codes.map((code) => hashOf(accountId, code)), madeAt: now };
      const made = { accountId, kind: 'sheet' as const, version: 0 };
      await rows.updateOne({ _id: accountId }, { $set: { recovery }, $setOnInsert: made }, { upsert: true });
      return true;
    },

    /** Whether a code is one of them; using it is another matter. */
    async hasRecoveryCode(accountId: string, code: string): Promise<boolean> {
      return (await rows.countDocuments({ _id: accountId, 'recovery.codes': hashOf(accountId, code) })) > 0;
    },

    /** Of any number of uses at once, one counts. */
    async spendRecoveryCode(accountId: string, code: string): Promise<boolean> {
      const hash = hashOf(accountId, code);
      const spent = await rows.updateOne(
        { _id: accountId, 'recovery.codes': hash },
        { $pull: { 'recovery.codes': hash } },
      );
      return spent.modifiedCount === 1;
    },

    /** Remembers a browser by the id that only it has (sealed in its cookie). */
    async remember(id: string, account: { _id: string; epoch: number }, name: string, now: Date): Promise<true> {
      const known = { accountId: account._id, kind: 'device' as const, name: seal(id, 'name', name), createdAt: now };
      const until = { epoch: account.epoch, lastUsedAt: now, expiresAt: new Date(now.getTime() + deviceKept) };
      await rows.updateOne({ _id: id, accountId: account._id }, { $set: { ...known, ...until } }, { upsert: true });
      return true;
    },

    async deviceUsed(id: string, now: Date): Promise<void> {
      const longAgo = { _id: id, kind: 'device' as const, lastUsedAt: { $lt: new Date(now.getTime() - deviceNoted) } };
      await rows.updateOne(longAgo, { $set: { lastUsedAt: now, expiresAt: new Date(now.getTime() + deviceKept) } });
    },

    async forgetDevices(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId, kind: 'device' });
    },

    /** @returns false where it was removed meanwhile. */
    async rename(accountId: string, id: string, name: string): Promise<boolean> {
      const theirs = { _id: id, accountId, kind: { $ne: 'sheet' as const } };
      return (await rows.updateOne(theirs, { $set: { name: seal(id, 'name', name) } })).matchedCount === 1;
    },

    async removeDevice(accountId: string, id: string): Promise<boolean> {
      return (await rows.deleteOne({ _id: id, accountId, kind: 'device' })).deletedCount === 1;
    },

    /**
     * Takes a way away: only from what was looked at (`version`), so that two removals at once never take the last two. The one that comes
     * too late looks again.
     */
    async remove(accountId: string, id: string, version: number): Promise<boolean> {
      if (!(await change(accountId, version))) return false;
      return (await rows.deleteOne({ _id: id, accountId, kind: { $in: ['passkey', 'app'] } })).deletedCount === 1;
    },

    /** Whether codes to one of the account's contacts are a way to sign in. @returns false where something was taken away since the version. */
    setCodes: (accountId: string, way: CodeWay, on: boolean, version: number): Promise<boolean> =>
      change(accountId, version, on ? { $unset: { [noCodes[way]]: '' } } : { $set: { [noCodes[way]]: true } }),

    /** The contact that codes go to was proved anew: they may go there, though they had been given up. */
    async allowCodes(accountId: string, way: CodeWay): Promise<void> {
      await rows.updateOne({ _id: accountId }, { $unset: { [noCodes[way]]: '' } });
    },

    /** Takes every way away, text messages too: who recovers an account sets up new ones. Repeating it for one recovery changes nothing. */
    async takeAllAway(accountId: string, recoveryId: string): Promise<void> {
      const sheet = await rows.findOne({ _id: accountId });
      if (sheet?.takenBy === recoveryId) return;
      await rows.deleteMany({ accountId, kind: { $ne: 'sheet' } });
      const none = {
        accountId,
        kind: 'sheet' as const,
        noSms: true,
        noVoice: true,
        noLetter: true,
        takenBy: recoveryId,
      };
      const next = { $set: none, $unset: { recovery: '' as const }, $inc: { version: 1 } };
      await rows.updateOne({ _id: accountId }, next, { upsert: true });
    },

    /** Erases all that an account signs in with; its password is the account's own. */
    async eraseOf(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },
  };
}

/** How many there are of each that can be used, for the rules in domain/. */
export function ownedWays({ sms, voice, letter, apps, passkeys, recovery }: Ways): OwnedWays {
  const usable = passkeys.filter(({ suspect }) => !suspect).length;
  return { sms, voice, letter, apps: apps.length, passkeys: usable, recoveryCodes: recovery.left };
}
