import type { Adapter, AdapterPayload } from 'oidc-provider';
import { bytesOf } from '../collection.js';
import { hashOf } from '../hash-of.js';
import type { StoreTools } from '../tools.js';

/**
 * A refresh token, by the hash of its value: who reads the store can use none. `grantId` says whose it is and for which partner,
 * `sessionUid` in which session it was given: signing out there ends it.
 */
export type RefreshTokenRow = {
  _id: string;
  grantId: string;
  sessionUid: string;
  accountId: string;
  sealed: Uint8Array;
  /** When another took its place. */
  consumedAt?: Date;
  expiresAt: Date;
};

/** A second use this soon after the first is a partner that sent its request twice, not somebody who stole the token. */
const sameMoment = 2_000;

const contextOf = (id: string): string => `oidc.RefreshToken:${id}`;

/** Refresh tokens: kept for their 30 days, used ones too, so that a second use is seen. */
export function refreshTokens({ db, sealer }: StoreTools) {
  const rows = db.collection<RefreshTokenRow>('oidc_refresh_tokens');
  const live = () => ({ expiresAt: { $gt: new Date() } });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ grantId: 1 });
      await rows.createIndex({ sessionUid: 1 });
      await rows.createIndex({ accountId: 1 });
    },

    /**
     * As oidc-provider wants it kept. Used a second time, a token ends all that came of the same sign-in.
     * @param spent makes the error thrown to all but the first who use the same token
     */
    adapter(spent: () => Error): Adapter {
      return {
        async upsert(id, { jti: _, expiresWithSession: __, ...payload }, expiresIn) {
          const { grantId = '', sessionUid = '', accountId = '' } = payload;
          const _id = hashOf(id);
          const sealed = sealer.sealJson(payload, contextOf(_id));
          const expiresAt = new Date(Date.now() + (expiresIn ?? 0) * 1_000);
          await rows.insertOne({ _id, grantId, sessionUid, accountId, sealed, expiresAt });
        },
        async find(id) {
          const row = await rows.findOne({ _id: hashOf(id), ...live() });
          if (!row) return undefined;
          const { consumedAt, grantId, sessionUid } = row;
          const payload = sealer.openJson<AdapterPayload>(bytesOf(row.sealed), contextOf(row._id));
          if (!consumedAt) return { ...payload, jti: id };
          if (Date.now() - consumedAt.getTime() < sameMoment) return undefined;
          await rows.deleteMany({ grantId, sessionUid });
          return { ...payload, jti: id, consumed: true };
        },
        async consume(id) {
          const unused = { _id: hashOf(id), consumedAt: { $exists: false }, ...live() };
          const { modifiedCount } = await rows.updateOne(unused, { $set: { consumedAt: new Date() } });
          if (modifiedCount !== 1) throw spent();
        },
        async destroy(id) {
          await rows.deleteOne({ _id: hashOf(id) });
        },
        /** Signing out in one browser leaves what was given in another: see `endSession`. */
        revokeByGrantId: async () => {},
        findByUid: async () => undefined,
        findByUserCode: async () => undefined,
      };
    },

    /** Ends the tokens given in a session, or one partner's among them: the person signs out there. */
    async endSession(sessionUid: string, grantId?: string): Promise<void> {
      await rows.deleteMany({ sessionUid, ...(grantId ? { grantId } : {}) });
    },

    /** Ends a partner's tokens for an account: consent is withdrawn, or a code was used twice. */
    async endGrant(grantId: string): Promise<void> {
      await rows.deleteMany({ grantId });
    },

    /** Ends the tokens that partners have by a delegation: their grants' ids begin with who acts, and by which (api/provider/claims/grants.ts). */
    async endDelegation(actorId: string, delegationId: string): Promise<void> {
      const begins = `${actorId}~${delegationId}.`;
      await rows.deleteMany({ grantId: { $gte: begins, $lt: `${begins}\uffff` } });
    },

    /** Ends an account's tokens, but for those given in one session. */
    async endAccount(accountId: string, exceptSessionUid?: string): Promise<void> {
      await rows.deleteMany({ accountId, ...(exceptSessionUid ? { sessionUid: { $ne: exceptSessionUid } } : {}) });
    },
  };
}
