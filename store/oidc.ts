import { createHash } from 'node:crypto';
import type { Collection } from 'mongodb';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { bytesOf, isDuplicateKey } from './collection.js';
import type { StoreTools } from './tools.js';

/** A code or pushed request. Only the hash of its value is kept: who reads the store can use neither. */
type Grantable = {
  _id: string;
  grantId?: string;
  payload?: AdapterPayload;
  /** Instead of `payload`, where parameters may be personal. */
  sealed?: Uint8Array;
  /** Seconds since 1970. */
  consumed?: number;
  expiresAt: Date;
};

/** A signed-in browser. `key` is the hash of its cookie's value, which changes at each sign-in while the uid stays. */
type SessionRow = { _id: string; key: string; accountId?: string; payload: AdapterPayload; expiresAt: Date };

/** Ids of tokens and grants that may no longer be used, for as long as a token made before could live. */
type Revocation = { _id: string; at: Date; expiresAt: Date };

/** Access tokens are not stored: what is revoked is remembered for longer than any of them lives. */
const revocationsKept = 30 * 60_000;

const hashOf = (value: string): string => createHash('sha256').update(value).digest('base64url');
/** What has no lifetime has none: it counts as expired. */
const after = (seconds = 0): Date => new Date(Date.now() + seconds * 1_000);

/**
 * What the OpenID Provider keeps. MongoDB removes expired rows up to a minute late, so each read checks for itself. What may be used
 * once is spent by one conditional write: with a plain read and write, parallel attempts would all succeed.
 */
export function oidc({ db, sealer }: StoreTools) {
  const sessions = db.collection<SessionRow>('oidc_sessions');
  const interactions = db.collection<{ _id: string; sealed: Uint8Array; expiresAt: Date }>('oidc_interactions');
  const replays = db.collection<{ _id: string; expiresAt: Date }>('oidc_replays');
  const revocations = db.collection<Revocation>('oidc_revocations');
  const codes = db.collection<Grantable>('oidc_codes');
  const requests = db.collection<Grantable>('oidc_pushed_requests');
  const live = () => ({ expiresAt: { $gt: new Date() } });

  const revoke = async (id: string): Promise<void> => {
    const at = new Date();
    const expiresAt = new Date(at.getTime() + revocationsKept);
    await revocations.replaceOne({ _id: id }, { at, expiresAt }, { upsert: true });
  };

  const sessionAdapter: Adapter = {
    ...refused,
    async upsert(id, { jti: _, ...payload }, expiresIn) {
      const { uid, accountId } = payload;
      if (!uid) throw new TypeError('a session has a uid');
      const row = { key: hashOf(id), ...(accountId ? { accountId } : {}), payload, expiresAt: after(expiresIn) };
      await sessions.replaceOne({ _id: uid }, row, { upsert: true });
    },
    async find(id) {
      const row = await sessions.findOne({ key: hashOf(id), ...live() });
      return row ? { ...row.payload, jti: id } : undefined;
    },
    findByUid: async (uid) => (await sessions.findOne({ _id: uid, ...live() }))?.payload,
    async destroy(id) {
      await sessions.deleteOne({ key: hashOf(id) });
    },
  };

  const interactionAdapter: Adapter = {
    ...refused,
    async upsert(id, payload, expiresIn) {
      const sealed = sealer.sealJson(payload, `oidc.Interaction:${id}`);
      await interactions.replaceOne({ _id: id }, { sealed, expiresAt: after(expiresIn) }, { upsert: true });
    },
    async find(id) {
      const row = await interactions.findOne({ _id: id, ...live() });
      return row ? sealer.openJson<AdapterPayload>(bytesOf(row.sealed), `oidc.Interaction:${id}`) : undefined;
    },
    /** An answered interaction ends by itself within minutes (see `answered`), and its cookie at once: one write less per sign-in. */
    destroy: async () => {},
  };

  const grantable = (rows: Collection<Grantable>, model: string, spent: () => Error, seals = false): Adapter => ({
    ...refused,
    async upsert(id, { jti: _, ...payload }, expiresIn) {
      const _id = hashOf(id);
      const kept = seals ? { sealed: sealer.sealJson(payload, `oidc.${model}:${_id}`) } : { payload };
      const grantId = payload.grantId ? { grantId: payload.grantId } : {};
      await rows.replaceOne({ _id }, { ...grantId, ...kept, expiresAt: after(expiresIn) }, { upsert: true });
    },
    async find(id) {
      const row = await rows.findOne({ _id: hashOf(id), ...live() });
      if (!row) return undefined;
      const payload = row.sealed
        ? sealer.openJson<AdapterPayload>(bytesOf(row.sealed), `oidc.${model}:${row._id}`)
        : row.payload;
      return { ...payload, jti: id, ...(row.consumed ? { consumed: row.consumed } : {}) };
    },
    async consume(id) {
      const result = await rows.updateOne(
        { _id: hashOf(id), consumed: { $exists: false }, ...live() },
        { $set: { consumed: Math.floor(Date.now() / 1_000) } },
      );
      if (result.modifiedCount !== 1) throw spent();
    },
    async destroy(id) {
      await rows.deleteOne({ _id: hashOf(id) });
    },
    async revokeByGrantId(grantId) {
      await rows.deleteMany({ grantId });
    },
  });

  const accessTokenAdapter: Adapter = {
    ...refused,
    destroy: (id) => revoke(id),
    revokeByGrantId: (grantId) => revoke(`grant:${grantId}`),
  };

  return {
    ensureIndexes: async () => {
      const all = [sessions, interactions, replays, revocations, codes, requests];
      await Promise.all(all.map((rows) => rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 })));
      await sessions.createIndex({ key: 1 }, { unique: true });
      await sessions.createIndex({ accountId: 1 });
      await codes.createIndex({ grantId: 1 });
    },

    /**
     * The adapter of one of oidc-provider's models.
     * @param spent Makes the error thrown to all but the first who spend the same code or request.
     */
    adapter(model: string, spent: () => Error): Adapter {
      if (model === 'Session') return sessionAdapter;
      if (model === 'Interaction') return interactionAdapter;
      if (model === 'AuthorizationCode') return grantable(codes, model, spent);
      if (model === 'PushedAuthorizationRequest') return grantable(requests, model, spent, true);
      if (model === 'AccessToken') return accessTokenAdapter;
      return refused;
    },

    /** Remembers an assertion's or proof's id until `exp` (seconds since 1970). @returns false when it was seen before. */
    async firstUse(issuer: string, id: string, exp: number): Promise<boolean> {
      try {
        // The lengths keep two pairs with the same concatenation apart.
        await replays.insertOne({ _id: hashOf(JSON.stringify([issuer, id])), expiresAt: new Date(exp * 1_000) });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Whether an access token, or the grant it came from, was revoked after `iat` (seconds since 1970). */
    async isRevoked(tokenId: string, grantId: string, iat: number): Promise<boolean> {
      const found = await revocations.find({ _id: { $in: [tokenId, `grant:${grantId}`] } }).toArray();
      return found.some(({ _id, at }) => _id === tokenId || iat * 1_000 <= at.getTime());
    },

    /** Writes a session that was read before, unless it has ended meanwhile: a sign-out must not be undone by a request under way. */
    async keepSession(uid: string, id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
      const { jti: _, ...kept } = payload;
      const fields = { key: hashOf(id), payload: kept, expiresAt: after(expiresIn) };
      const accountId = kept.accountId ? { accountId: kept.accountId } : {};
      await sessions.updateOne({ _id: uid }, { $set: { ...fields, ...accountId } });
    },

    /** Signs an account out everywhere, but for one session (the browser that asked for it). */
    async endSessions(accountId: string, exceptUid?: string): Promise<void> {
      await sessions.deleteMany({ accountId, ...(exceptUid ? { _id: { $ne: exceptUid } } : {}) });
    },
  };
}

/** What a model does not do here: it reads nothing, and writing is a fault of ours. */
const refused: Adapter = {
  upsert: unused,
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: unused,
  destroy: unused,
  revokeByGrantId: unused,
};

async function unused(): Promise<never> {
  throw new Error('this kind of record is not stored');
}
