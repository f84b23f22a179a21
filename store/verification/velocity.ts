import { day } from '../../domain/clock.js';
import type { VelocityKind } from '../../domain/verification/velocity.js';
import { networkOf } from '../../platform/network/network-of.js';
import { isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** The accounts that began a verification from one device, or one network, on one day. */
export type Visited = { _id: string; accounts: string[]; expiresAt: Date };

/** Where a case was begun: names of the rows above, which say nothing without the key. */
export type Origin = { _id: string; device: string; network: string; expiresAt: Date };

/** Rows are of one day, and of use while a case that began that day goes on. */
export const keptFor = 30 * day;
/** More are counted as this many: a row stays small. */
const mostCounted = 1_000;

/** How many accounts come from one place a day. Devices and networks are known by keyed hash, a new one each day: no path through time. */
export function velocity({ db, lookup }: StoreTools) {
  const visited = db.collection<Visited>('velocity');
  const origins = db.collection<Origin>('case_origins');

  const count = async (id: string): Promise<number> => (await visited.findOne({ _id: id }))?.accounts.length ?? 0;

  const add = async (id: string, accountId: string, expiresAt: Date): Promise<void> => {
    try {
      await visited.updateOne(
        { _id: id, [`accounts.${mostCounted - 1}`]: { $exists: false } },
        { $addToSet: { accounts: accountId }, $set: { expiresAt } },
        { upsert: true },
      );
    } catch (error) {
      // Full: its row is there and does not match.
      if (!isDuplicateKey(error)) throw error;
    }
  };

  return {
    ensureIndexes: async () => {
      await visited.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await origins.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** Notes that an account began a case from a browser (its id cookie) and an address. Repeating it changes nothing. */
    async note(
      begun: { caseId: string; accountId: string; browser: string; address: string },
      now: Date,
    ): Promise<void> {
      const date = now.toISOString().slice(0, 10);
      const expiresAt = new Date(now.getTime() + keptFor);
      const ids: Record<VelocityKind, string> = {
        device: lookup.lookup('device', `${date} ${begun.browser}`),
        network: lookup.lookup('network', `${date} ${networkOf(begun.address).network}`),
      };
      await Promise.all([
        ...Object.values(ids).map((id) => add(id, begun.accountId, expiresAt)),
        origins.updateOne({ _id: begun.caseId }, { $setOnInsert: { ...ids, expiresAt } }, { upsert: true }),
      ]);
    },

    /** Different accounts from where a case was begun, on that day; 0 where that is not known. */
    async accountsAlong(caseId: string): Promise<Record<VelocityKind, number>> {
      const origin = await origins.findOne({ _id: caseId });
      if (!origin) return { device: 0, network: 0 };
      const [device, network] = await Promise.all([count(origin.device), count(origin.network)]);
      return { device, network };
    },
  };
}
