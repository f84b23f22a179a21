import { day } from '../../domain/clock.js';
import type { StoreTools } from '../tools.js';

/** One partner has asked another that the first's people may come to the second without a second sign-in. The other has yet to answer. */
export type SsoRequest = {
  _id: string;
  from: string;
  to: string;
  /** Which of the two asked. */
  by: 'from' | 'to';
  at: Date;
};

/** What nobody answers is forgotten after this time. */
export const keptFor = 90 * day;

/** Requests for a pair of `asserted_login_identity`, until the other side answers: agreed pairs lie in the registration of the receiving partner. */
export function ssoRequests({ db }: StoreTools) {
  const rows = db.collection<SsoRequest>('sso_requests');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ from: 1 });
      await rows.createIndex({ to: 1 });
      await rows.createIndex({ at: 1 }, { expireAfterSeconds: keptFor / 1_000 });
    },

    /** Asks; who asked first stays who asked. */
    async ask(request: Omit<SsoRequest, '_id'>): Promise<void> {
      const _id = `${request.from} ${request.to}`;
      await rows.updateOne({ _id }, { $setOnInsert: request }, { upsert: true });
    },

    /** Of one partner, either side; oldest first. */
    of: (partnerId: string): Promise<SsoRequest[]> =>
      rows
        .find({ $or: [{ from: partnerId }, { to: partnerId }] })
        .sort({ at: 1 })
        .limit(100)
        .toArray(),

    /** Takes a request that the other side made, to agree to it: once. */
    take: (id: string, partnerId: string): Promise<SsoRequest | null> =>
      rows.findOneAndDelete({
        _id: id,
        $or: [
          { from: partnerId, by: 'to' },
          { to: partnerId, by: 'from' },
        ],
      }),

    /** Withdraws or turns down. @returns whether it was there */
    async drop(id: string, partnerId: string): Promise<boolean> {
      const { deletedCount } = await rows.deleteOne({ _id: id, $or: [{ from: partnerId }, { to: partnerId }] });
      return deletedCount === 1;
    },
  };
}
