import type { StoreTools } from '../tools.js';

/** Why a caseworker keeps somebody from acting for somebody. */
export const safeguardReasons = ['coercion', 'abuse', 'court-order', 'other'] as const;

export type SafeguardReason = (typeof safeguardReasons)[number];

export type Safeguard = {
  _id: string;
  actorId: string;
  subjectId: string;
  reason: SafeguardReason;
  by: string;
  at: Date;
};

/** Who may not act for whom, whatever either of them agrees to. Seen by staff only. */
export function safeguards({ db }: StoreTools) {
  const rows = db.collection<Safeguard>('safeguards');
  const idOf = (actorId: string, subjectId: string) => `${actorId}.${subjectId}`;
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ actorId: 1 });
      await rows.createIndex({ subjectId: 1 });
    },

    async put(actorId: string, subjectId: string, why: { reason: SafeguardReason; by: string }, at: Date) {
      const _id = idOf(actorId, subjectId);
      await rows.updateOne({ _id }, { $set: { actorId, subjectId, ...why, at } }, { upsert: true });
    },

    of: (actorId: string, subjectId: string) => rows.findOne({ _id: idOf(actorId, subjectId) }),

    /** They may be asked, and may agree, again. What was stopped stays so. */
    async lift(actorId: string, subjectId: string): Promise<void> {
      await rows.deleteOne({ _id: idOf(actorId, subjectId) });
    },

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ $or: [{ actorId: accountId }, { subjectId: accountId }] });
    },
  };
}
