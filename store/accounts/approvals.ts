import { day } from '../../domain/clock.js';
import { type HandOffFacts, handOffLifetime, handOffState } from '../../domain/journey/hand-off.js';
import { randomId } from '../../platform/random-id.js';
import { matchingNumber } from '../../platform/sign-in/matching-number.js';
import type { StoreTools } from '../tools.js';

/**
 * A sign-in on a new device that is to be approved from another one of the same person: by the rules of a hand-off's number, which the new
 * device shows and the other one types. Rows go a day after their end.
 */
export type Approval = HandOffFacts & {
  _id: string;
  /** The sign-in that waits: its browser alone goes on with it. */
  interactionUid: string;
  accountId: string;
  /** The partner that the person signs in to. */
  partnerId: string;
  /** What the new device's browser calls itself. */
  device: string;
  createdAt: Date;
  spentAt?: Date;
};

export const keptAfterEnd = day;
/** Of several that wait at once the newest: whoever asks for more does not push them off by number. */
const shown = 3;

export function approvals({ db }: StoreTools) {
  const rows = db.collection<Approval>('approvals');
  const unanswered = (now: Date) => ({
    typed: { $exists: false },
    endedAt: { $exists: false },
    expiresAt: { $gt: now },
  });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ interactionUid: 1, createdAt: -1 });
      await rows.createIndex({ accountId: 1, createdAt: -1 });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: keptAfterEnd / 1_000 });
    },

    /** Asks for one; what the same sign-in asked for before is over. */
    async open(asking: Pick<Approval, 'interactionUid' | 'accountId' | 'partnerId' | 'device'>, now: Date) {
      const before = { interactionUid: asking.interactionUid, ...unanswered(now) };
      await rows.updateMany(before, { $set: { endedAt: now } });
      const times = { createdAt: now, expiresAt: new Date(now.getTime() + handOffLifetime) };
      const row: Approval = { _id: randomId(), ...asking, number: matchingNumber(), ...times };
      await rows.insertOne(row);
      return row;
    },

    /** The newest that this sign-in asked for, waiting or over. */
    ofSignIn: (interactionUid: string) => rows.findOne({ interactionUid }, { sort: { createdAt: -1 } }),

    /** Those of an account that wait for an answer. */
    waitingOf: (accountId: string, now: Date): Promise<Approval[]> =>
      rows
        .find({ accountId, ...unanswered(now) })
        .sort({ createdAt: -1 })
        .limit(shown)
        .toArray(),

    /**
     * Takes what was typed as the number, from the account's own other device. One write decides: of any number of answers the first counts.
     * @returns what came of it; undefined where none was awaited any more
     */
    async type(id: string, accountId: string, typed: string, now: Date): Promise<'connected' | 'wrong' | undefined> {
      const awaited = { _id: id, accountId, ...unanswered(now) };
      const row = await rows.findOneAndUpdate(awaited, { $set: { typed, joinedAt: now } }, { returnDocument: 'after' });
      const state = row && handOffState(row, now);
      return state === 'connected' || state === 'wrong' ? state : undefined;
    },

    /** It was not them: that sign-in gets no further this way. */
    async refuse(id: string, accountId: string, now: Date): Promise<boolean> {
      const refused = await rows.updateOne({ _id: id, accountId, ...unanswered(now) }, { $set: { endedAt: now } });
      return refused.modifiedCount === 1;
    },

    /** Goes on with it: once, in the sign-in that asked. */
    async spend(approval: Approval, now: Date): Promise<boolean> {
      if (handOffState(approval, now) !== 'connected') return false;
      const { _id, interactionUid, number } = approval;
      const right = { _id, interactionUid, typed: number, endedAt: { $exists: false }, expiresAt: { $gt: now } };
      const spent = await rows.updateOne(right, { $set: { endedAt: now, spentAt: now } });
      return spent.modifiedCount === 1;
    },

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },
  };
}
