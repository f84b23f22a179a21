import type { AdapterPayload } from 'oidc-provider';
import { day } from '../../domain/clock.js';
import type { SecondStep } from '../../domain/journey/steps.js';
import type { SignInMethod } from '../../domain/levels/authenticators.js';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** Where a person without a session stands in signing in, within one interaction of the OpenID Provider (whose cookie is the key to it). */
export type SignIn = {
  /** Who asked for it. */
  partnerId: string;
  /** Known once there is a reason to remember the journey: a registration that began. */
  journeyId?: string;
  email?: string;
  /** Set once the password was right. */
  accountId?: string;
  /** The step at which the second proof is awaited, after the password. */
  second?: SecondStep;
  /** Who has proved all that was asked, and by what, where only new terms are still to be agreed to. */
  proved?: Proved;
  /** How many passkeys were tried: the challenge of each try is made from this number, and good for one. */
  passkeyRound?: number;
  /** The registration this browser began within the interaction. */
  registrationId?: string;
  /** The sms code now awaited. */
  challenge?: { id: string; expiresAt: Date; tries: number; resends: number };
  /** It succeeded: this is what its person's list of sign-ins is read from. */
  done?: Omit<SignedIn, 'accountId'>;
};

/** A sign-in that succeeded. `device`: browser and system, as their owner knows them. */
export type SignedIn = { accountId: string; at: Date; methods: SignInMethod[]; device?: string };

/** What the provider is to keep of an answered interaction, for how many seconds, and who signed in by it. */
export type Answered = { payload: AdapterPayload; expiresIn: number; signedIn?: SignedIn };

export type InteractionRow = {
  /** The interaction's uid. */
  _id: string;
  partnerId: string;
  /** What the provider keeps of it: its parameters may be personal. */
  sealed: Uint8Array;
  signIn?: Omit<SignIn, 'email' | 'partnerId'> & { email?: Uint8Array };
  expiresAt: Date;
  removeAt: Date;
};

/** A right answer to a challenge: what it spends, and until how many wrong ones it may. */
export type SpentCode = { challengeId: string; maximum: number; now: Date };

/** Who somebody has proved to be, and by which methods. */
export type Proved = { accountId: string; methods: SignInMethod[] };

/** Whoever comes back late is still told the way to the partner. */
export const keptAfterEnd = 7 * day;
/** So long a person sees when and how their account was entered. */
export const signInsKept = 30 * day;

const nothingProved = { 'signIn.challenge': '', 'signIn.second': '', 'signIn.proved': '' } as const;

/** The provider's interactions, each with the sign-in that goes on in it: one row, so that a page reads once and an answer is one write. */
export function signIns({ db, sealer }: StoreTools) {
  const rows = db.collection<InteractionRow>('oidc_interactions');
  const sealed = (uid: string, payload: object) => sealer.sealJson(payload, `oidc.Interaction:${uid}`);
  const times = (expiresIn: number) => {
    const expiresAt = new Date(Date.now() + expiresIn * 1_000);
    return { expiresAt, removeAt: new Date(expiresAt.getTime() + keptAfterEnd) };
  };
  const answered = (uid: string, { payload, expiresIn, signedIn }: Answered) => {
    const kept = { sealed: sealed(uid, payload), ...times(expiresIn) };
    if (!signedIn) return kept;
    const { accountId, ...done } = signedIn;
    const removeAt = new Date(signedIn.at.getTime() + signInsKept);
    return { ...kept, removeAt, 'signIn.accountId': accountId, 'signIn.done': done };
  };
  const live = () => ({ expiresAt: { $gt: new Date() } });
  const awaited = (uid: string, { challengeId, maximum, now }: SpentCode) => ({
    _id: uid,
    'signIn.challenge.id': challengeId,
    'signIn.challenge.tries': { $lt: maximum },
    'signIn.challenge.expiresAt': { $gt: now },
  });
  const signInOf = ({ _id, partnerId, signIn: { email, ...rest } = {} }: InteractionRow): SignIn => ({
    partnerId,
    ...rest,
    ...(email ? { email: sealer.openJson<string>(bytesOf(email), `sign-ins.email:${_id}`) } : {}),
  });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ removeAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ 'signIn.accountId': 1 }, { sparse: true });
    },

    /** Keeps what the provider wants kept; the sign-in stays as it is. @param expiresIn seconds */
    async put(uid: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
      const partnerId = String(payload.params?.client_id ?? '');
      await rows.updateOne(
        { _id: uid },
        { $set: { partnerId, sealed: sealed(uid, payload), ...times(expiresIn) } },
        { upsert: true },
      );
    },

    /** A live interaction, and where its sign-in stands. */
    async find(uid: string): Promise<{ payload: AdapterPayload; signIn: SignIn } | undefined> {
      const row = await rows.findOne({ _id: uid, ...live() });
      if (!row) return undefined;
      const payload = sealer.openJson<AdapterPayload>(bytesOf(row.sealed), `oidc.Interaction:${uid}`);
      return { payload, signIn: signInOf(row) };
    },

    /** Where a sign-in stands, or stood when its interaction ended. */
    async byUid(uid: string): Promise<SignIn | undefined> {
      const row = await rows.findOne({ _id: uid });
      return row ? signInOf(row) : undefined;
    },

    /** @param email normalised. A changed email forgets the password step, the code and the registration. */
    async setEmail(uid: string, email: string): Promise<void> {
      await rows.updateOne(
        { _id: uid },
        {
          $set: { 'signIn.email': sealer.sealJson(email, `sign-ins.email:${uid}`) },
          $unset: { ...nothingProved, 'signIn.accountId': '', 'signIn.registrationId': '' },
        },
      );
    },

    /** A registration begins, for a journey; or the person leaves the one they had begun. */
    async setRegistration(uid: string, registrationId: string | undefined, journeyId?: string): Promise<void> {
      const begun = { 'signIn.registrationId': registrationId, 'signIn.journeyId': journeyId };
      await rows.updateOne(
        { _id: uid },
        registrationId ? { $set: begun } : { $unset: { 'signIn.registrationId': '' } },
      );
    },

    /**
     * The password was right: now a second proof is awaited, of a code that was sent the code of this challenge, and no registration that was
     * begun meanwhile.
     */
    async passwordRight(
      uid: string,
      accountId: string,
      second: SecondStep,
      sent?: { id: string; expiresAt: Date },
    ): Promise<void> {
      const challenge = sent && { 'signIn.challenge': { ...sent, tries: 0, resends: 0 } };
      await rows.updateOne(
        { _id: uid },
        {
          $set: { 'signIn.accountId': accountId, 'signIn.second': second, ...challenge },
          $unset: { 'signIn.registrationId': '', 'signIn.proved': '', ...(sent ? {} : { 'signIn.challenge': '' }) },
        },
      );
    },

    /** Counts a wrong try. @returns the challenge, or undefined when no try was left. */
    async countTry(uid: string, code: SpentCode): Promise<SignIn['challenge']> {
      const counted = { $inc: { 'signIn.challenge.tries': 1 } };
      const row = await rows.findOneAndUpdate(awaited(uid, code), counted, { returnDocument: 'after' });
      return row?.signIn?.challenge;
    },

    /**
     * Spends the challenge by a right answer, while a try is left and it has not run out: of any number at once, one wins. Right answers
     * need no counting before, since this holds only while fewer wrong ones than the maximum have been counted.
     * @param answer what the provider is to keep from then on, and for how many seconds; or who has proved all, where the sign-in
     *   does not end yet. Spent and answered are one write.
     */
    async spendCode(uid: string, code: SpentCode, answer: Answered | { proved: Proved }): Promise<boolean> {
      const kept = 'proved' in answer ? { 'signIn.proved': answer.proved } : answered(uid, answer);
      const result = await rows.updateOne(awaited(uid, code), { $set: kept, $unset: { 'signIn.challenge': '' } });
      return result.modifiedCount === 1;
    },

    /** Spends the challenge that a passkey is tried with, whatever comes of it: of any number of tries at once, one has it. */
    async tryPasskey(uid: string, round = 0): Promise<boolean> {
      const atRound = { _id: uid, 'signIn.passkeyRound': round === 0 ? { $exists: false } : round };
      return (await rows.updateOne(atRound, { $inc: { 'signIn.passkeyRound': 1 } })).modifiedCount === 1;
    },

    /** All is proved, by something that was spent elsewhere; only new terms are still to be agreed to. */
    async setProved(uid: string, proved: Proved): Promise<void> {
      await rows.updateOne({ _id: uid }, { $set: { 'signIn.proved': proved } });
    },

    /** Keeps the answer of a sign-in that spends no code, and who signed in by it, in one write. */
    async answer(uid: string, answer: Answered): Promise<void> {
      await rows.updateOne({ _id: uid }, { $set: answered(uid, answer) });
    },

    /** When and how an account was entered lately, the newest first. */
    async ofAccount(
      accountId: string,
      limit: number,
    ): Promise<(Omit<SignedIn, 'accountId'> & { partnerId: string })[]> {
      const theirs = { 'signIn.accountId': accountId, 'signIn.done': { $exists: true } };
      const found = await rows.find(theirs).sort({ 'signIn.done.at': -1 }).limit(limit).toArray();
      return found.flatMap(({ partnerId, signIn }) => (signIn?.done ? [{ partnerId, ...signIn.done }] : []));
    },

    /** Sign-ins that an account stood in are forgotten before their time. */
    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ 'signIn.accountId': accountId });
    },

    /** A further code; @returns false when none is left. */
    async resend(
      uid: string,
      newChallengeId: string,
      expiresAt: Date,
      maximum: number,
      second: SecondStep,
    ): Promise<boolean> {
      const result = await rows.updateOne(
        {
          _id: uid,
          'signIn.accountId': { $exists: true },
          $or: [{ 'signIn.challenge': { $exists: false } }, { 'signIn.challenge.resends': { $lt: maximum } }],
        },
        {
          $set: {
            'signIn.second': second,
            'signIn.challenge.id': newChallengeId,
            'signIn.challenge.expiresAt': expiresAt,
            'signIn.challenge.tries': 0,
          },
          $inc: { 'signIn.challenge.resends': 1 },
        },
      );
      return result.modifiedCount === 1;
    },
  };
}
