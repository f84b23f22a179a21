import type { StaffChange, StaffChangeReason } from '../../domain/casework/staff-changes.js';
import type { Account } from '../accounts/accounts.js';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** What a member of staff changed in an account. */
export type StaffChangeMade = {
  id: string;
  kind: StaffChange;
  by: string;
  roles: string[];
  reason: StaffChangeReason;
  incident: string;
  at: Date;
  /** The number that was removed, sealed, until its owner is told. */
  removed?: Uint8Array;
};

/**
 * Changes to accounts by staff. Each is one write to the account: what changes, its new epoch (so that nothing proved or begun before
 * counts any more), and the note of what is to follow. Whoever is killed after it leaves that to be done (`unfinished`).
 */
export function staffChanges({ db, sealer }: StoreTools) {
  const rows = db.collection<Account>('accounts');
  /** Being erased: nothing of it comes back. */
  const there = { 'closing.erasing': { $exists: false } };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ 'staffChanges.id': 1 }, { sparse: true });
    },

    /** @returns false where there is nothing to change (any more): also for the second of two presses. */
    async make(accountId: string, change: StaffChangeMade): Promise<boolean> {
      const { kind } = change;
      const due = { staffChanges: change };
      if (kind === 'mobile-removed') {
        const account = await rows.findOne({ _id: accountId, mobile: { $exists: true } });
        if (!account?.mobile) return false;
        const removed = bytesOf(account.mobile);
        const { modifiedCount } = await rows.updateOne(
          { _id: accountId, epoch: account.epoch, mobile: { $exists: true }, ...there },
          {
            $unset: { mobile: '', mobileKey: '' },
            $push: { staffChanges: { ...change, removed } },
            $inc: { epoch: 1 },
          },
        );
        return modifiedCount === 1;
      }
      const set =
        kind === 'blocked'
          ? { $set: { blocked: true, block: change } }
          : { $set: { blocked: false }, $unset: { block: '' as const } };
      const { modifiedCount } = await rows.updateOne(
        { _id: accountId, blocked: kind !== 'blocked', ...there },
        { ...set, $push: due, $inc: { epoch: 1 } },
      );
      return modifiedCount === 1;
    },

    /** The number that a change removed. */
    removedMobile: (accountId: string, { removed }: StaffChangeMade): string | undefined =>
      removed && sealer.openJson<string>(bytesOf(removed), `accounts.mobile:${accountId}`),

    /** Accounts of which not all that follows from a change was done. */
    unfinished: (limit: number): Promise<Account[]> =>
      rows
        .find({ 'staffChanges.id': { $exists: true } })
        .limit(limit)
        .toArray(),

    async finish(accountId: string, id: string): Promise<void> {
      await rows.updateOne({ _id: accountId }, { $pull: { staffChanges: { id } } });
    },
  };
}
