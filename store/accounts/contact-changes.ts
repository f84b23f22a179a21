import {
  type ContactChangeState,
  type ContactKind,
  openContactChangeSteps,
  undoLasts,
  unfinishedChangeEnds,
} from '../../domain/accounts/contact-change.js';
import { day } from '../../domain/clock.js';
import { bytesOf, idsOf, insertMissing } from '../collection.js';
import { projectState } from '../projection.js';
import type { StoreTools } from '../tools.js';

export type ContactChangeRow = Omit<ContactChangeState, 'id'> & {
  _id: string;
  /** The session that asked for it: the only one that goes on. */
  sessionUid: string;
  /** The account's epoch when it was begun. */
  accountEpoch: number;
  /** The new contact; of an address its lines. */
  to: Uint8Array;
  expiresAt: Date;
};

/** What a change of contact needs to know besides its state. */
export type ContactChangeFacts = {
  accountId: string;
  kind: ContactKind;
  sessionUid: string;
  accountEpoch: number;
  to: string;
};

function stateOf(row: ContactChangeRow): ContactChangeState {
  const { _id: id, sessionUid: _, to: __, accountEpoch: ___, expiresAt: ____, ...state } = row;
  return { id, ...state };
}

/** Changes of a sign-in contact: their public state, and sealed what it is changed to. Rows go when they can be undone no more. */
export function contactChanges({ db, sealer }: StoreTools) {
  const rows = db.collection<ContactChangeRow>('contact_changes');
  const contextOf = (id: string) => `contact_changes:${id}`;

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ accountId: 1 });
    },

    /** The row exists before its workflow does. Repeating it changes nothing. @param to normalised */
    async open(id: string, facts: ContactChangeFacts, nonce: string, now: Date): Promise<void> {
      const { to, ...rest } = facts;
      const row = {
        ...{ _id: id, ...rest, nonce },
        to: sealer.sealJson(to, contextOf(id)),
        ...{ version: 0, epoch: -1, step: 'code' as const, errors: {}, updatedAt: now.getTime() },
        expiresAt: new Date(now.getTime() + unfinishedChangeEnds(facts.kind) + undoLasts + day),
      };
      await insertMissing(rows, [row]);
    },

    /** Those that wait for their code, or can be undone, one after the other. */
    openIds: () => idsOf(rows, { step: { $in: [...openContactChangeSteps] } }),

    async state(id: string): Promise<ContactChangeState | undefined> {
      const row = await rows.findOne({ _id: id });
      return row ? stateOf(row) : undefined;
    },

    /** A change of that account, as its pages show it. */
    async ofAccount(
      id: string,
      accountId: string,
    ): Promise<{ state: ContactChangeState; sessionUid: string; to: string } | undefined> {
      const row = await rows.findOne({ _id: id, accountId });
      if (!row) return undefined;
      const { _id, sessionUid, to } = row;
      return { state: stateOf(row), sessionUid, to: sealer.openJson<string>(bytesOf(to), contextOf(_id)) };
    },

    /** All of an account that are still kept, with what it was to become. */
    async listOf(accountId: string): Promise<{ kind: ContactKind; step: string; to: string; at: Date }[]> {
      const found = await rows.find({ accountId }).toArray();
      return found.map(({ _id, kind, step, to, updatedAt }) => {
        const opened = sealer.openJson<string>(bytesOf(to), contextOf(_id));
        return { kind, step, to: opened, at: new Date(updatedAt) };
      });
    },

    async facts(id: string): Promise<ContactChangeFacts | undefined> {
      const row = await rows.findOne({ _id: id });
      if (!row) return undefined;
      const { accountId, kind, sessionUid, accountEpoch, to } = row;
      return { accountId, kind, sessionUid, accountEpoch, to: sealer.openJson<string>(bytesOf(to), contextOf(id)) };
    },

    /** The change of address that waits for the code of a letter, if there is one; of several the newest. */
    async awaitingLetter(accountId: string): Promise<{ id: string; to: string } | undefined> {
      const waits = { accountId, kind: 'address' as const, step: 'code' as const };
      const row = await rows.findOne(waits, { sort: { updatedAt: -1 } });
      return row ? { id: row._id, to: sealer.openJson<string>(bytesOf(row.to), contextOf(row._id)) } : undefined;
    },

    /** Days later, in another session, and whatever was changed since: whoever has the letter goes on there, after a step-up. */
    async goOnIn(id: string, accountId: string, sessionUid: string, accountEpoch: number): Promise<void> {
      await rows.updateOne({ _id: id, accountId, kind: 'address' }, { $set: { sessionUid, accountEpoch } });
    },

    project: (state: ContactChangeState) => projectState(rows, state),

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },
  };
}
