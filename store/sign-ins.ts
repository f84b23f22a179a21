import { bytesOf } from './collection.js';
import type { StoreTools } from './tools.js';

/** Where a person without a session stands within one interaction of the OpenID Provider (whose cookie is the key to it). */
export type SignIn = {
  /** The interaction's uid. */
  _id: string;
  journeyId: string;
  partnerId: string;
  email?: Uint8Array;
  /** Set once the password was right. */
  accountId?: string;
  /** The registration this browser began within the interaction. */
  registrationId?: string;
  /** The sms code now awaited. */
  challenge?: { id: string; expiresAt: Date; tries: number; resends: number };
  expiresAt: Date;
};

/** Sign-ins under way: gone with their interaction, after a day at the latest. */
export function signIns({ db, sealer }: StoreTools) {
  const rows = db.collection<SignIn>('sign_ins');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    async byUid(uid: string): Promise<(Omit<SignIn, 'email'> & { email?: string }) | undefined> {
      const row = await rows.findOne({ _id: uid });
      if (!row) return undefined;
      const { email, ...rest } = row;
      return email ? { ...rest, email: sealer.openJson<string>(bytesOf(email), `sign-ins.email:${uid}`) } : rest;
    },

    async begin(uid: string, journeyId: string, partnerId: string, now: Date): Promise<void> {
      const expiresAt = new Date(now.getTime() + 24 * 3_600_000);
      await rows.updateOne({ _id: uid }, { $setOnInsert: { journeyId, partnerId, expiresAt } }, { upsert: true });
    },

    /** @param email normalised. A changed email forgets the password step, the code and the registration. */
    async setEmail(uid: string, email: string): Promise<void> {
      await rows.updateOne(
        { _id: uid },
        {
          $set: { email: sealer.sealJson(email, `sign-ins.email:${uid}`) },
          $unset: { accountId: '', challenge: '', registrationId: '' },
        },
      );
    },

    async setRegistration(uid: string, registrationId: string | undefined): Promise<void> {
      await rows.updateOne(
        { _id: uid },
        registrationId ? { $set: { registrationId } } : { $unset: { registrationId: '' } },
      );
    },

    /** The password was right: now the code of this challenge is awaited. */
    async passwordRight(uid: string, accountId: string, challengeId: string, expiresAt: Date): Promise<void> {
      await rows.updateOne(
        { _id: uid },
        { $set: { accountId, challenge: { id: challengeId, expiresAt, tries: 0, resends: 0 } } },
      );
    },

    /** Counts a wrong try. @returns the challenge, or undefined when no try was left. */
    async countTry(uid: string, challengeId: string, maximum: number, now: Date): Promise<SignIn['challenge']> {
      const row = await rows.findOneAndUpdate(
        {
          _id: uid,
          'challenge.id': challengeId,
          'challenge.tries': { $lt: maximum },
          'challenge.expiresAt': { $gt: now },
        },
        { $inc: { 'challenge.tries': 1 } },
        { returnDocument: 'after' },
      );
      return row?.challenge;
    },

    /**
     * Spends the challenge by a right answer, while a try is left and it has not run out: of any number at once, one wins. Right answers
     * need no counting before, since this holds only while fewer wrong ones than the maximum have been counted.
     */
    async spendCode(uid: string, challengeId: string, maximum: number, now: Date): Promise<boolean> {
      const result = await rows.updateOne(
        {
          _id: uid,
          'challenge.id': challengeId,
          'challenge.tries': { $lt: maximum },
          'challenge.expiresAt': { $gt: now },
        },
        { $unset: { challenge: '' } },
      );
      return result.modifiedCount === 1;
    },

    /** A further code; @returns false when none is left. */
    async resend(uid: string, newChallengeId: string, expiresAt: Date, maximum: number): Promise<boolean> {
      const result = await rows.updateOne(
        {
          _id: uid,
          accountId: { $exists: true },
          $or: [{ challenge: { $exists: false } }, { 'challenge.resends': { $lt: maximum } }],
        },
        {
          $set: { 'challenge.id': newChallengeId, 'challenge.expiresAt': expiresAt, 'challenge.tries': 0 },
          $inc: { 'challenge.resends': 1 },
        },
      );
      return result.modifiedCount === 1;
    },
  };
}
