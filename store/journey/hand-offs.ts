import { randomBytes } from 'node:crypto';
import { day } from '../../domain/clock.js';
import { type HandOffFacts, handOffLifetime } from '../../domain/journey/hand-off.js';
import { sameSecret } from '../../platform/keys/lookup.js';
import { randomId } from '../../platform/random-id.js';
import { matchingNumber } from '../../platform/sign-in/matching-number.js';
import { insertNew } from '../collection.js';
import { hashOf } from '../hash-of.js';
import type { StoreTools } from '../tools.js';

/** A case's camera steps handed over to a phone. Rows go a day after their end. */
export type HandOff = HandOffFacts & {
  _id: string;
  journeyId: string;
  accountId: string;
  caseId: string;
  /** The session that made it: it ends with that session. */
  sessionUid: string;
  /** SHA-256 of what the phone shows at each request. */
  phoneHash?: string;
  /** Until it is ended or another takes its place; of each case one. */
  live?: true;
  createdAt: Date;
};

export const keptAfterEnd = day;

export function handOffs({ db, lookup }: StoreTools) {
  const rows = db.collection<HandOff>('hand_offs');
  /** The secret of a link is made from its id by a key: nothing in the store opens it, and the first screen can show it again. */
  const secretOf = (id: string) => lookup.lookup('token', `hand-off ${id}`);
  const alive = (_id: string, now: Date) => ({ _id, live: true as const, expiresAt: { $gt: now } });
  const over = (now: Date) => ({ $set: { endedAt: now }, $unset: { live: '' as const } });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ caseId: 1 }, { unique: true, partialFilterExpression: { live: true } });
      await rows.createIndex({ journeyId: 1, sessionUid: 1, createdAt: -1 });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: keptAfterEnd / 1_000 });
    },

    secretOf,

    /** Begins one; the case's earlier one ends with it, and with that the phone that had it. */
    async open(whose: Pick<HandOff, 'journeyId' | 'accountId' | 'caseId' | 'sessionUid'>, now: Date): Promise<HandOff> {
      await this.endOfCase(whose.caseId, now);
      const times = { createdAt: now, expiresAt: new Date(now.getTime() + handOffLifetime) };
      const row: HandOff = { _id: randomId(), ...whose, number: matchingNumber(), live: true, ...times };
      return (await insertNew(rows, row)) ? row : this.open(whose, now);
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** The newest that this browser made for the journey, live or over. */
    newestOf: (journeyId: string, sessionUid: string) =>
      rows.findOne({ journeyId, sessionUid }, { sort: { createdAt: -1 } }),

    /** The case's live one, if any; whether its time is up is for the reader to see. */
    ofCase: (caseId: string) => rows.findOne({ caseId, live: true }),

    /** Spends the link: of any number of phones the first has it. @returns what that phone shows from now on; kept only hashed. */
    async join(id: string, secret: string, now: Date): Promise<string | undefined> {
      if (!sameSecret(secret, secretOf(id))) return undefined;
      const token = randomBytes(24).toString('base64url');
      const free = { ...alive(id, now), phoneHash: { $exists: false } };
      const joined = await rows.updateOne(free, { $set: { phoneHash: hashOf(token), joinedAt: now } });
      return joined.modifiedCount === 1 ? token : undefined;
    },

    /** Whether this is the phone that has it. */
    isHolder: ({ phoneHash }: HandOff, token: string): boolean =>
      phoneHash !== undefined && sameSecret(hashOf(token), phoneHash),

    /** Takes what was typed as the number. One write decides: of any number of guesses at once the first counts, and there is no other. */
    async type(id: string, typed: string, now: Date): Promise<void> {
      const unanswered = { ...alive(id, now), phoneHash: { $exists: true }, typed: { $exists: false } };
      await rows.updateOne(unanswered, { $set: { typed } });
    },

    async end(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id, live: true }, over(now));
    },

    async endOfCase(caseId: string, now: Date): Promise<void> {
      await rows.updateMany({ caseId, live: true }, over(now));
    },
  };
}
