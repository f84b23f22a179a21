import type { ContactUpdateState } from '../../domain/accounts/contact-update.js';
import { day } from '../../domain/clock.js';
import { bytesOf } from '../collection.js';
import { projectState } from '../projection.js';
import type { StoreTools } from '../tools.js';

/** What PDS holds to reach a person by; `mobile` in E.164. */
export type PdsContacts = { email?: string; mobile?: string };

/** What waits for the contacts to be in PDS: a linkage, and the page where the person goes on with it. */
export type GoOn = { linkageId: string; page: string };

export type ContactUpdateRow = Omit<ContactUpdateState, 'id'> & {
  _id: string;
  held?: Uint8Array;
  goOn?: GoOn;
  expiresAt: Date;
};

/** Comparisons with PDS: their public state, and sealed what PDS holds. Rows go after a day. */
export function contactUpdates({ db, sealer }: StoreTools) {
  const rows = db.collection<ContactUpdateRow>('contact_updates');
  const contextOf = (id: string) => `contact_updates:${id}`;

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ accountId: 1 });
    },

    /** The row exists before its workflow does. */
    async open(id: string, accountId: string, nonce: string, now: Date, goOn?: GoOn): Promise<void> {
      const state = { version: 0, epoch: -1, step: 'reading' as const, differs: [], updatedAt: now.getTime() };
      const expiresAt = new Date(now.getTime() + day);
      await rows.insertOne({ _id: id, accountId, nonce, ...state, ...(goOn ? { goOn } : {}), expiresAt });
    },

    /** Keeps what PDS holds, for the person to see. */
    async keep(id: string, held: PdsContacts): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { held: sealer.sealJson(held, contextOf(id)) } });
    },

    async ofAccount(
      id: string,
      accountId: string,
    ): Promise<{ state: ContactUpdateState; held: PdsContacts; goOn?: GoOn | undefined } | undefined> {
      const row = await rows.findOne({ _id: id, accountId });
      if (!row) return undefined;
      const { _id, held, goOn, expiresAt: _end, ...state } = row;
      const opened = held ? sealer.openJson<PdsContacts>(bytesOf(held), contextOf(_id)) : {};
      return { state: { id: _id, ...state }, held: opened, goOn };
    },

    project: (state: ContactUpdateState) => projectState(rows, state),

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },
  };
}
