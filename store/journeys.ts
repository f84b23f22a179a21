import { createHash, randomBytes } from 'node:crypto';
import { unfinishedEnds } from '../domain/clock.js';
import type { Level } from '../domain/levels.js';
import { randomId } from '../platform/random-id.js';
import { bytesOf } from './collection.js';
import type { StoreTools } from './tools.js';

/** A person's trip from a partner's entry page and back. Its step is derived (domain/next-step.ts), never stored. */
export type Journey = {
  _id: string;
  partnerId: string;
  wanted: Level;
  /** The vectors of the request, as sent. */
  vtr?: string;
  /** The partner's own reference: personal, so sealed; `referenceKey` finds it. */
  reference?: Uint8Array;
  referenceKey?: string;
  /** A registered address of the partner to return to, for journeys the partner made by the API. */
  returnAddress?: string;
  /** SHA-256 of the one-time secret in a partner-made URL; gone once it was used. */
  startSecretHash?: string;
  interactionUid?: string;
  accountId?: string;
  registrationId?: string;
  caseId?: string;
  /** The nonce of the journey's first form, before there is a case. */
  nonce: string;
  language: 'en' | 'cy';
  createdAt: Date;
  /** When a person first opened it. */
  startedAt?: Date;
  cancelledAt?: Date;
  /** When the person went back to the partner, with what. */
  returnedAt?: Date;
  updatedAt: Date;
  expiresAt: Date;
};

export type NewJourney = Pick<Journey, 'partnerId' | 'wanted' | 'vtr' | 'returnAddress' | 'language'> &
  Partial<Pick<Journey, 'interactionUid' | 'accountId'>> & { reference?: string; now: Date; started: boolean };

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');

/** Journeys: rows stay for the partner to ask about until 90 days after their end. */
export function journeys({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<Journey>('journeys');
  const referenceKey = (partnerId: string, reference: string) =>
    lookup.lookup('reference', `${partnerId}\n${reference}`);

  const insert = async (journey: NewJourney, startSecretHash?: string): Promise<Journey> => {
    const { reference, now, started, ...rest } = journey;
    const _id = randomId();
    const row: Journey = {
      ...rest,
      _id,
      ...(reference === undefined
        ? {}
        : {
            reference: sealer.sealJson(reference, `journeys.reference:${_id}`),
            referenceKey: referenceKey(journey.partnerId, reference),
          }),
      ...(startSecretHash ? { startSecretHash } : {}),
      ...(started ? { startedAt: now } : {}),
      nonce: randomId(),
      createdAt: now,
      updatedAt: now,
      expiresAt: new Date(now.getTime() + unfinishedEnds),
    };
    await rows.insertOne(row);
    return row;
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ partnerId: 1, referenceKey: 1, createdAt: -1, _id: -1 });
      await rows.createIndex({ accountId: 1, updatedAt: -1 });
      await rows.createIndex({ caseId: 1, updatedAt: -1 });
      await rows.createIndex({ interactionUid: 1 });
      await rows.createIndex({ registrationId: 1 }, { sparse: true });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 90 * 24 * 3600 });
    },

    /** A journey that a person began at `/authorize`. */
    open: (journey: NewJourney) => insert(journey),

    /** A journey that a partner made by the API. @returns the row and the secret of its one-time URL, which is kept only hashed. */
    async createByPartner(journey: NewJourney): Promise<{ journey: Journey; secret: string }> {
      const secret = randomBytes(24).toString('base64url');
      return { journey: await insert(journey, hashOf(secret)), secret };
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    byInteraction: (interactionUid: string) => rows.findOne({ interactionUid }),

    referenceOf: (journey: Journey): string | undefined =>
      journey.reference && sealer.openJson<string>(bytesOf(journey.reference), `journeys.reference:${journey._id}`),

    /** Newest first; `before` is the id of the last row already seen (with its time). */
    listByReference(partnerId: string, reference: string, limit: number, before?: Pick<Journey, '_id' | 'createdAt'>) {
      const older = before
        ? {
            $or: [{ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before._id } }],
          }
        : {};
      return rows
        .find({ partnerId, referenceKey: referenceKey(partnerId, reference), ...older })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
    },

    listByAccount: (accountId: string, limit: number) =>
      rows.find({ accountId }).sort({ updatedAt: -1 }).limit(limit).toArray(),

    /** The newest journey of a case: where a message's link points. */
    newestOfCase: (caseId: string) => rows.findOne({ caseId }, { sort: { updatedAt: -1 } }),

    /** Spends the one-time secret of a partner-made URL. @returns the journey, or null when the secret is wrong or used. */
    spendStartSecret: (id: string, secret: string, now: Date) =>
      rows.findOneAndUpdate(
        { _id: id, startSecretHash: hashOf(secret) },
        { $unset: { startSecretHash: '' }, $set: { startedAt: now, updatedAt: now } },
        { returnDocument: 'after' },
      ),

    /** Ties the journey to the interaction that now waits for it. */
    async attachInteraction(id: string, interactionUid: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { interactionUid, updatedAt: now } });
    },

    /**
     * Makes the signed-in account the owner, and ties the journey to the interaction that now waits for it, which knows what its person's
     * authenticators can reach. @returns null when another account owns it already.
     */
    claim: (id: string, accountId: string, now: Date, waiting?: { interactionUid: string; wanted: Level }) =>
      rows.findOneAndUpdate(
        { _id: id, $or: [{ accountId: { $exists: false } }, { accountId }] },
        {
          $set: { accountId, updatedAt: now, ...waiting },
          $min: { startedAt: now },
        },
        { returnDocument: 'after' },
      ),

    async attachRegistration(id: string, registrationId: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { registrationId, updatedAt: now } });
    },

    /** A later registration of the same person has taken over an earlier one, and with it the journeys that wait for it. */
    async passRegistration(from: string, to: string, now: Date): Promise<void> {
      await rows.updateMany({ registrationId: from }, { $set: { registrationId: to, updatedAt: now } });
    },

    /** Attaches the journey to the account's live case; the unfinished period begins anew. */
    async attachCase(id: string, caseId: string, now: Date): Promise<void> {
      const expiresAt = new Date(now.getTime() + unfinishedEnds);
      await rows.updateOne({ _id: id }, { $set: { caseId, updatedAt: now, expiresAt } });
    },

    async cancel(id: string, now: Date): Promise<void> {
      await rows.updateOne(
        { _id: id, cancelledAt: { $exists: false } },
        { $set: { cancelledAt: now, updatedAt: now } },
      );
    },

    /** The person takes a cancelled journey up again from the partner's button or a link. */
    async reopen(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $unset: { cancelledAt: '' }, $set: { updatedAt: now } });
    },

    async markReturned(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { returnedAt: now, updatedAt: now } });
    },
  };
}
