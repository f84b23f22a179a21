import { hour, minute } from '../../domain/clock.js';
import { randomId } from '../../platform/random-id.js';
import type { StoreTools } from '../tools.js';

/** A search that one member of staff made for one reason: the page of whom they found is theirs alone, and only for a while. */
export type PersonLook = {
  _id: string;
  checkerId: string;
  /** Absent where nobody was found. */
  accountId?: string;
  reason: string;
  reference?: string;
  at: Date;
  /** No page opens by it after this; the row stays a little longer, to be counted. */
  until: Date;
  expiresAt: Date;
};

export const lookLimits = { lasts: 45 * minute, kept: 2 * hour, perHour: 60 } as const;

/** Searches for people. Their ids stand in addresses in place of anything that a person is known by. */
export function personLooks({ db }: StoreTools) {
  const rows = db.collection<PersonLook>('person_looks');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ checkerId: 1, at: 1 });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** Whether this member of staff has searched so often in the last hour that they must wait: who lists people asks often. */
    async tooMany(checkerId: string, now: Date): Promise<boolean> {
      const since = new Date(now.getTime() - hour);
      return (await rows.countDocuments({ checkerId, at: { $gt: since } })) >= lookLimits.perHour;
    },

    async begin(
      look: Pick<PersonLook, 'checkerId' | 'accountId' | 'reason' | 'reference'>,
      now: Date,
    ): Promise<string> {
      const _id = randomId();
      const until = new Date(now.getTime() + lookLimits.lasts);
      const expiresAt = new Date(now.getTime() + lookLimits.kept);
      await rows.insertOne({ _id, ...look, at: now, until, expiresAt });
      return _id;
    },

    /** The look of this member of staff, while it lasts. */
    async of(id: string, checkerId: string, now: Date): Promise<(PersonLook & { accountId: string }) | undefined> {
      const row = await rows.findOne({ _id: id, checkerId, accountId: { $exists: true }, until: { $gt: now } });
      return row?.accountId ? { ...row, accountId: row.accountId } : undefined;
    },
  };
}
