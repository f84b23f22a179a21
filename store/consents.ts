import { refreshTokens } from './refresh-tokens.js';
import type { StoreTools } from './tools.js';

/** What a person lets a partner see. */
export type Consent = { _id: string; accountId: string; partnerId: string; scopes: string[]; at: Date };

/** Consents, one per account and partner. */
export function consents(tools: StoreTools) {
  const { db } = tools;
  const rows = db.collection<Consent>('consents');
  const idOf = (accountId: string, partnerId: string) => `${accountId}.${partnerId}`;
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ accountId: 1 });
    },

    of: (accountId: string, partnerId: string) => rows.findOne({ _id: idOf(accountId, partnerId) }),

    /** Adds the scopes to what was consented to before. */
    async give(accountId: string, partnerId: string, scopes: string[], now: Date): Promise<void> {
      await rows.updateOne(
        { _id: idOf(accountId, partnerId) },
        { $set: { accountId, partnerId, at: now }, $addToSet: { scopes: { $each: scopes } } },
        { upsert: true },
      );
    },

    async withdraw(accountId: string, partnerId: string): Promise<void> {
      await rows.deleteOne({ _id: idOf(accountId, partnerId) });
      await refreshTokens(tools).endGrant(idOf(accountId, partnerId));
    },
  };
}
