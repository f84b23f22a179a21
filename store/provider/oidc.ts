import type { Filter, UpdateFilter } from 'mongodb';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { minute } from '../../domain/clock.js';
import type { signOuts as makeSignOuts } from '../accounts/sign-outs.js';
import { bytesOf, insertNew } from '../collection.js';
import { hashOf } from '../hash-of.js';
import type { StoreTools } from '../tools.js';
import { refreshTokens } from './refresh-tokens.js';
import { type NamedPart, partName, partsOf } from './session-parts.js';

/** A pushed request, by the hash of its address: who reads the store can use none. Its parameters may be personal. */
export type RequestRow = { _id: string; sealed: Uint8Array; consumed?: boolean; expiresAt: Date };

/** A signed-in browser. `key` is the hash of its cookie's value, which changes at each sign-in while the uid stays. */
export type SessionRow = {
  _id: string;
  key: string;
  accountId?: string;
  /** Sessions that a partner's word opened in other browsers end with the one they came from: all have its uid here. */
  root: string;
  payload: AdapterPayload;
  expiresAt: Date;
};

/** Ids of tokens and grants that may no longer be used, for as long as a token made before could live. */
export type Revocation = { _id: string; at: Date; expiresAt: Date };
/** An assertion, proof or code that was used. */
export type Replay = { _id: string; at: Date; expiresAt: Date };

/** Somebody signed in: `loginTs` in seconds since 1970, by which authenticators. */
export type SignedIn = { accountId: string; loginTs: number; amr: string[]; root: string };

/** A browser in which somebody is signed in. */
export type OpenSession = { uid: string; since: Date; device: string | undefined; partners: string[] };

type SignOuts = ReturnType<typeof makeSignOuts>;

/** A second use this soon after the first is a browser that sent its request twice, not somebody who stole the code. */
const sameMoment = 2_000;

/** Access tokens are not stored: what is revoked is remembered for longer than any of them lives. */
export const revocationsKept = 30 * minute;

/** What has no lifetime has none: it counts as expired. */
const after = (seconds = 0): Date => new Date(Date.now() + seconds * 1_000);

/**
 * What the OpenID Provider keeps. MongoDB removes expired rows up to a minute late, so each read checks for itself. What may be used
 * once is spent by one conditional write: with a plain read and write, parallel attempts would all succeed.
 */
export function oidc(tools: StoreTools, signOuts: Pick<SignOuts, 'note'>) {
  const { db, sealer } = tools;
  const refreshable = refreshTokens(tools);
  const sessions = db.collection<SessionRow>('oidc_sessions');
  const replays = db.collection<Replay>('oidc_replays');
  const revocations = db.collection<Revocation>('oidc_revocations');
  const requests = db.collection<RequestRow>('oidc_pushed_requests');
  const live = () => ({ expiresAt: { $gt: new Date() } });

  const revoke = async (id: string): Promise<void> => {
    const at = new Date();
    const expiresAt = new Date(at.getTime() + revocationsKept);
    await revocations.replaceOne({ _id: id }, { at, expiresAt }, { upsert: true });
  };

  /** Partners are noted and their tokens end before the session goes: who is stopped in between can only do it again. */
  const end = async (which: Filter<SessionRow>): Promise<void> => {
    const ended = await sessions.find(which).toArray();
    await tell(ended.flatMap(toldOf));
    for (const { _id } of ended) await refreshable.endSession(_id);
    await sessions.deleteMany(which);
  };
  const tell = async (told: readonly { _id: string; partnerId: string; accountId: string }[]): Promise<void> => {
    await Promise.all(told.map(({ _id }) => revoke(`sid:${_id}`)));
    await signOuts.note(told, new Date());
  };

  /** Ends parts of an account's sessions; the sessions go on. */
  const endParts = async (accountId: string, which: (part: NamedPart) => boolean): Promise<void> => {
    for (const row of await sessions.find({ accountId }).toArray()) {
      const parts = partsOf(row.payload.authorizations).filter(which);
      if (parts.length === 0) continue;
      await tell(parts.map((part) => toldOfPart(part, accountId)));
      const paths = parts.map(
        ({ partnerId, delegationId }) => `payload.authorizations.${partName(partnerId, delegationId)}`,
      );
      const $unset = Object.fromEntries(paths.map((path) => [path, '']));
      await sessions.updateOne({ _id: row._id }, { $unset } as UpdateFilter<SessionRow>);
    }
  };

  // JSON keeps pairs apart whose texts, put together, are the same.
  const replayId = (issuer: string, id: string) => hashOf(JSON.stringify([issuer, id]));
  const isFirst = (_id: string, exp: number): Promise<boolean> =>
    insertNew(replays, { _id, at: new Date(), expiresAt: new Date(exp * 1_000) });

  const sessionAdapter: Adapter = {
    ...refused,
    async upsert(id, { jti: _, ...payload }, expiresIn) {
      const { uid, accountId } = payload;
      if (!uid) throw new TypeError('a session has a uid');
      const root = rootOf(payload) ?? uid;
      const row = { key: hashOf(id), ...(accountId ? { accountId } : {}), root, payload, expiresAt: after(expiresIn) };
      await sessions.replaceOne({ _id: uid }, row, { upsert: true });
    },
    async find(id) {
      const row = await sessions.findOne({ key: hashOf(id), ...live() });
      return row ? { ...row.payload, jti: id } : undefined;
    },
    findByUid: async (uid) => (await sessions.findOne({ _id: uid, ...live() }))?.payload,
    async destroy(id) {
      const row = await sessions.findOne({ key: hashOf(id) });
      if (row) await end({ root: row.root });
    },
  };

  const requestAdapter = (spent: () => Error): Adapter => ({
    ...refused,
    async upsert(id, { jti: _, ...payload }, expiresIn) {
      const _id = hashOf(id);
      const sealed = sealer.sealJson(payload, `oidc.PushedAuthorizationRequest:${_id}`);
      await requests.replaceOne({ _id }, { sealed, expiresAt: after(expiresIn) }, { upsert: true });
    },
    async find(id) {
      const row = await requests.findOne({ _id: hashOf(id), ...live() });
      if (!row) return undefined;
      const context = `oidc.PushedAuthorizationRequest:${row._id}`;
      const payload = sealer.openJson<AdapterPayload>(bytesOf(row.sealed), context);
      return { ...payload, jti: id, ...(row.consumed ? { consumed: true } : {}) };
    },
    async consume(id) {
      const unused = { _id: hashOf(id), consumed: { $exists: false }, ...live() };
      const result = await requests.updateOne(unused, { $set: { consumed: true } });
      if (result.modifiedCount !== 1) throw spent();
    },
    async destroy(id) {
      await requests.deleteOne({ _id: hashOf(id) });
    },
  });

  const accessTokenAdapter: Adapter = {
    ...refused,
    destroy: (id) => revoke(id),
    revokeByGrantId: (grantId) => revoke(`grant:${grantId}`),
  };

  return {
    ensureIndexes: async () => {
      const all = [sessions, replays, revocations, requests];
      await Promise.all(all.map((rows) => rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 })));
      await sessions.createIndex({ key: 1 }, { unique: true });
      await sessions.createIndex({ accountId: 1 });
      await sessions.createIndex({ root: 1 });
    },

    /**
     * The adapter of one of oidc-provider's models.
     * @param spent Makes the error thrown to all but the first who spend the same pushed request or refresh token.
     */
    adapter(model: string, spent: () => Error): Adapter {
      if (model === 'Session') return sessionAdapter;
      if (model === 'PushedAuthorizationRequest') return requestAdapter(spent);
      if (model === 'AccessToken') return accessTokenAdapter;
      if (model === 'RefreshToken') return refreshable.adapter(spent);
      // Codes carry their own content; there are none to be removed.
      if (model === 'AuthorizationCode') return { ...refused, revokeByGrantId: async () => {} };
      return refused;
    },

    /** Remembers an assertion's or proof's id until `exp` (seconds since 1970). @returns false when it was seen before. */
    firstUse: (issuer: string, id: string, exp: number): Promise<boolean> => isFirst(replayId(issuer, id), exp),

    /**
     * Spends an authorization code. Used again later, it ends the tokens it gave (RFC 6749 §4.1.2).
     * @returns false for all but the first.
     */
    async spendCode(id: string, grantId: string, exp: number): Promise<boolean> {
      const _id = replayId('authorization code', id);
      // Kept for as long as a clock may be slow.
      if (await isFirst(_id, exp + 60)) return true;
      const first = await replays.findOne({ _id });
      if (!first || Date.now() - first.at.getTime() > sameMoment) {
        await Promise.all([revoke(`grant:${grantId}`), refreshable.endGrant(grantId)]);
      }
      return false;
    },

    /** Whether an access token was revoked, its session (by the partner's `sid`) ended, or its grant revoked after `iat` (seconds since 1970). */
    async isRevoked(tokenId: string, grantId: string, iat: number, sid?: string): Promise<boolean> {
      const ids = [tokenId, `grant:${grantId}`, ...(sid ? [`sid:${sid}`] : [])];
      const found = await revocations.find({ _id: { $in: ids } }).toArray();
      return found.some(({ _id, at }) => !_id.startsWith('grant:') || iat * 1_000 <= at.getTime());
    },

    /** Writes a session that was read before, unless it has ended meanwhile: a sign-out must not be undone by a request under way. */
    async keepSession(uid: string, id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
      const { jti: _, ...kept } = payload;
      const fields = { key: hashOf(id), root: rootOf(kept) ?? uid, payload: kept, expiresAt: after(expiresIn) };
      const accountId = kept.accountId ? { accountId: kept.accountId } : {};
      await sessions.updateOne({ _id: uid }, { $set: { ...fields, ...accountId } });
    },

    /** The account of a session that lives, how and when it signed in, and the session it came from. */
    async sessionOf(uid: string): Promise<SignedIn | undefined> {
      const row = await sessions.findOne({ _id: uid, ...live() });
      if (!row?.accountId) return undefined;
      const { loginTs = 0, amr = [] } = row.payload as { loginTs?: number; amr?: string[] };
      return { accountId: row.accountId, loginTs, amr, root: row.root };
    },

    /** Whether somebody is still signed in in that session. */
    async sessionLives(uid: string, accountId: string): Promise<boolean> {
      return (await sessions.findOne({ _id: uid, accountId, ...live() }, { projection: { _id: 1 } })) !== null;
    },

    /** Signs an account out everywhere, but for one session (the browser that asked for it), and notes which partners are to be told. */
    async endSessions(accountId: string, exceptUid?: string): Promise<void> {
      await refreshable.endAccount(accountId, exceptUid);
      await end({ accountId, ...(exceptUid ? { _id: { $ne: exceptUid } } : {}) });
    },

    /** Where an account is signed in, the last sign-in first. */
    async sessionsOf(accountId: string): Promise<OpenSession[]> {
      const found = await sessions
        .find({ accountId, ...live() })
        .limit(100)
        .toArray();
      return found
        .map(({ _id: uid, payload }) => {
          const {
            loginTs = 0,
            device,
            authorizations,
          } = payload as { loginTs?: number; device?: string } & AdapterPayload;
          const partners = [...new Set(partsOf(authorizations).map(({ partnerId }) => partnerId))];
          return { uid, since: new Date(loginTs * 1_000), device, partners };
        })
        .sort((a, b) => b.since.getTime() - a.since.getTime());
    },

    /** Signs one of an account's browsers out, and those that a partner's word carried the sign-in to. */
    async endSession(accountId: string, uid: string): Promise<void> {
      const row = await sessions.findOne({ _id: uid, accountId }, { projection: { root: 1 } });
      if (row) await end({ accountId, root: row.root });
    },

    /** Ends the tokens that one partner has of one session, known to it by that `sid`. */
    async endPart(uid: string, grantId: string, sid: string): Promise<void> {
      await Promise.all([revoke(`sid:${sid}`), refreshable.endSession(uid, grantId)]);
    },

    /** Ends what one partner has of an account: its tokens, and its part in each session. */
    async endAtPartner(accountId: string, partnerId: string): Promise<void> {
      await revoke(`grant:${accountId}.${partnerId}`);
      await endParts(accountId, (part) => part.partnerId === partnerId && !part.delegationId);
    },

    /** Ends what partners have by a delegation: their tokens, and their parts in the sessions of who acts by it. */
    async endDelegation(actorId: string, delegationId: string): Promise<void> {
      await refreshable.endDelegation(actorId, delegationId);
      await endParts(actorId, (part) => part.delegationId === delegationId);
    },
  };
}

const rootOf = (payload: AdapterPayload): string | undefined => (payload as { root?: string }).root;

/** Partners that got a code in a session, by the `sid` that each knows it by. */
function toldOf({ accountId, payload }: SessionRow) {
  if (!accountId) return [];
  return partsOf(payload.authorizations).map((part) => toldOfPart(part, accountId));
}

/** The partner knows the person by the `sub` that it was given: of somebody for whom they act, that one's. */
const toldOfPart = ({ sid, partnerId, subjectId }: NamedPart, accountId: string) => ({
  ...{ _id: sid, partnerId },
  accountId: subjectId ?? accountId,
});

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
