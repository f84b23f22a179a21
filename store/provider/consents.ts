import { day } from '../../domain/clock.js';
import type { StoreTools } from '../tools.js';
import { refreshTokens } from './refresh-tokens.js';

/** What a person has with a partner: since when they use it, and what they let it see (nothing, where `scopes` is empty). */
export type Consent = {
  _id: string;
  accountId: string;
  partnerId: string;
  scopes: string[];
  /** When they last agreed to share something. */
  at?: Date;
  since: Date;
  /** The agreement (its `at`) whose linkage keys lie ready or were gone without: nobody is asked again. */
  linkageAt?: Date;
  /** Which claims the partner was told, when first and, to the day, when last. */
  told?: Record<string, Told>;
  /** When they last signed in there, to the day; absent while they never got there. */
  usedAt?: Date;
};

export type Told = { first: Date; last: Date };

/** Noting each use would cost each sign-in a write. */
const noteEvery = day;

const idOf = (accountId: string, partnerId: string): string => `${accountId}.${partnerId}`;

/** Consents, one per account and partner. A row without scopes is a partner that only knows who signed in. */
export function consents(tools: StoreTools) {
  const { db } = tools;
  const rows = db.collection<Consent>('consents');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ accountId: 1 });
    },

    of: (accountId: string, partnerId: string) => rows.findOne({ _id: idOf(accountId, partnerId) }),

    /** What a person uses, the last used first. */
    listOf: (accountId: string) =>
      rows
        .find({ accountId, usedAt: { $exists: true } })
        .sort({ usedAt: -1 })
        .limit(200)
        .toArray(),

    /** All that a person has with partners, also with those they never came back from. */
    allOf: (accountId: string): Promise<Consent[]> => rows.find({ accountId }).sort({ since: 1 }).toArray(),

    /** The partners that a person agreed may see something, for the scope that releases it; without one all that know them. */
    async partnersOf(accountId: string, scope?: string): Promise<string[]> {
      const which = { accountId, ...(scope ? { scopes: scope } : {}) };
      const found = await rows.find(which, { projection: { partnerId: 1 } }).toArray();
      return found.map(({ partnerId }) => partnerId);
    },

    /** Adds the scopes to what was consented to before. */
    async give(accountId: string, partnerId: string, scopes: string[], now: Date): Promise<void> {
      await rows.updateOne(
        { _id: idOf(accountId, partnerId) },
        {
          $set: { accountId, partnerId, at: now, usedAt: now },
          $addToSet: { scopes: { $each: scopes } },
          $setOnInsert: { since: now },
        },
        { upsert: true },
      );
    },

    /** Whoever agreed then has got linkage keys, or goes on without. */
    async settleLinkage(accountId: string, partnerId: string, agreedAt: Date): Promise<void> {
      await rows.updateOne({ _id: idOf(accountId, partnerId), at: agreedAt }, { $set: { linkageAt: agreedAt } });
    },

    /** Notes that they came to sign in there, and know as whom; whether they got there, `visit` notes. */
    async meet(accountId: string, partnerId: string, known: Consent | null, now: Date): Promise<void> {
      if (known) return;
      const row = { $setOnInsert: { accountId, partnerId, scopes: [], since: now } };
      await rows.updateOne({ _id: idOf(accountId, partnerId) }, row, { upsert: true });
    },

    /**
     * Notes that they signed in there, and what the partner was told.
     * @param known the row as it was read a moment ago: what is fresh is not written again, unless a claim is told for the first time
     */
    async visit(
      accountId: string,
      partnerId: string,
      known: Consent | null,
      now: Date,
      claims: readonly string[] = [],
    ): Promise<void> {
      const fresh = known?.usedAt && now.getTime() - known.usedAt.getTime() < noteEvery;
      if (fresh && claims.every((claim) => known.told?.[claim])) return;
      await rows.updateOne(
        { _id: idOf(accountId, partnerId) },
        {
          $set: { usedAt: now, ...lastTold(claims, now) },
          $min: firstTold(claims, now),
          $setOnInsert: { accountId, partnerId, scopes: [], since: now },
        },
        { upsert: true },
      );
    },

    /** Notes what the partner was told at another moment than a sign-in. */
    async noteTold(accountId: string, partnerId: string, claims: readonly string[], now: Date): Promise<void> {
      await rows.updateOne(
        { _id: idOf(accountId, partnerId) },
        { $set: lastTold(claims, now), $min: firstTold(claims, now) },
      );
    },

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },

    /** Ends what they have there: the next sign-in is a first visit again. */
    async withdraw(accountId: string, partnerId: string): Promise<void> {
      await rows.deleteOne({ _id: idOf(accountId, partnerId) });
      await refreshTokens(tools).endGrant(idOf(accountId, partnerId));
    },
  };
}

const toldAs = (part: keyof Told) => (claims: readonly string[], now: Date) =>
  Object.fromEntries(claims.map((claim) => [`told.${claim}.${part}`, now]));
const [firstTold, lastTold] = [toldAs('first'), toldAs('last')];
