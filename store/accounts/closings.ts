import { closingLasts } from '../../domain/accounts/closing.js';
import { sameSecret } from '../../platform/keys/lookup.js';
import type { StoreTools } from '../tools.js';
import type { Account } from './accounts.js';

/** An account on its way out: until then its person may change their mind. */
export type Closing = { id: string; since: Date; until: Date; stopHash: string; erasing?: true };

/** What stops a closing is made from its id by a key: nothing in the store opens it. */
export const stopSecretName = (closingId: string): string => `closing ${closingId}`;

/** Closing accounts. Each step is one conditional write to the account, so that stopping and erasing never both happen. */
export function closings({ db, lookup }: StoreTools) {
  const rows = db.collection<Account>('accounts');
  const hashOf = (secret: string) => lookup.lookup('token', `hash ${secret}`);

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ 'closing.id': 1 }, { sparse: true });
    },

    /** Begins to close it. Repeating it changes nothing. @returns false where the account is blocked, gone, or closing already */
    async begin(accountId: string, id: string, now: Date): Promise<boolean> {
      const stopHash = hashOf(lookup.lookup('token', stopSecretName(id)));
      const closing: Closing = { id, since: now, until: new Date(now.getTime() + closingLasts), stopHash };
      await rows.updateOne(
        { _id: accountId, blocked: false, closing: { $exists: false } },
        { $set: { closing }, $inc: { epoch: 1 } },
      );
      return (await rows.findOne({ _id: accountId, 'closing.id': id }, { projection: { _id: 1 } })) !== null;
    },

    /** Those that go on, one after the other. */
    async *openIds(): AsyncGenerator<string> {
      const found = rows.find({ 'closing.id': { $exists: true } }, { projection: { 'closing.id': 1 } });
      for await (const { closing } of found) if (closing) yield closing.id;
    },

    /** The account that a closing is of, while it lasts. */
    accountOf: (id: string): Promise<Account | null> => rows.findOne({ 'closing.id': id }),

    /** The person changed their mind. @returns the account, or null where it is not closing (any more), or is being erased */
    stop: (id: string): Promise<Account | null> =>
      rows.findOneAndUpdate(
        { 'closing.id': id, 'closing.erasing': { $exists: false } },
        { $unset: { closing: '' }, $inc: { epoch: 1 } },
      ),

    /** The closing that this secret stops, while it does. */
    async byStopSecret(id: string, secret: string): Promise<Account | null> {
      const account = await rows.findOne({ 'closing.id': id, 'closing.erasing': { $exists: false } });
      return account?.closing && sameSecret(hashOf(secret), account.closing.stopHash) ? account : null;
    },

    /** The time is over: from now on nobody signs in, and nothing stops it. @returns the account; null where it was stopped or blocked */
    beginErasing: (id: string): Promise<Account | null> =>
      rows.findOneAndUpdate(
        { 'closing.id': id, $or: [{ blocked: false }, { 'closing.erasing': true }] },
        { $set: { blocked: true, 'closing.erasing': true } },
        { returnDocument: 'after' },
      ),

    /** The last of all that is erased of an account. */
    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteOne({ _id: accountId, 'closing.erasing': true });
    },
  };
}
