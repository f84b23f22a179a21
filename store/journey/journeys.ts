import { randomBytes } from 'node:crypto';
import type { Filter, UpdateFilter } from 'mongodb';
import { day } from '../../domain/clock.js';
import type { DeviceClass } from '../../domain/insight/dimensions.js';
import { unfinishedEnds } from '../../domain/journey/unfinished.js';
import type { Level } from '../../domain/levels/levels.js';
import { randomId } from '../../platform/random-id.js';
import { bytesOf, isDuplicateKey } from '../collection.js';
import { hashOf } from '../hash-of.js';
import type { Visit } from '../insight/journey-notes.js';
import type { StoreTools } from '../tools.js';
import type { Journey, NewJourney } from './journey.js';
import { newsOf, type Standing, type Standings } from './standings.js';

/** How long partners may ask what became of a journey that is over. */
export const keptAfterEnd = 90 * day;

const newSecret = () => randomBytes(24).toString('base64url');
/** Journeys: rows stay for the partner to ask about until 90 days after their end. */
export function journeys({ db, sealer, lookup }: StoreTools, standings: Standings) {
  const rows = db.collection<Journey>('journeys');
  const referenceKey = (partnerId: string, reference: string) =>
    lookup.lookup('reference', `${partnerId}\n${reference}`);

  const insert = async (journey: NewJourney, startSecretHash?: string): Promise<Journey> => {
    const { id: _id = randomId(), reference, now, started, ...rest } = journey;
    const row: Journey = {
      ...rest,
      _id,
      ...(reference === undefined
        ? {}
        : {
            reference: sealer.sealJson(reference, `journeys.reference:${_id}`),
            referenceKey: referenceKey(journey.partnerId, reference),
            ...beginning(started, now),
          }),
      ...(startSecretHash ? { startSecretHash } : {}),
      ...(started ? { startedAt: now } : {}),
      ...(rest.accountId ? { stale: now } : {}),
      nonce: randomId(),
      changes: 0,
      createdAt: now,
      updatedAt: now,
      expiresAt: new Date(now.getTime() + unfinishedEnds),
    };
    await rows.insertOne(row);
    return row.standing && row.stale ? ((await standings.look(_id, now)) ?? row) : row;
  };

  /** A write that may change where the journey stands, and the look at it. @returns the row, or null where none matched. */
  const change = async (filter: Filter<Journey>, update: Change, now: Date): Promise<Journey | null> => {
    const { $set, ...others } = update;
    const row = await rows.findOneAndUpdate(
      filter,
      { ...others, $set: { ...$set, updatedAt: now, stale: now }, $inc: { changes: 1 } },
      { returnDocument: 'after' },
    );
    return row?.standing ? ((await standings.look(row._id, now, row)) ?? row) : row;
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ partnerId: 1, referenceKey: 1, createdAt: -1, _id: -1 });
      await rows.createIndex({ accountId: 1, updatedAt: -1 });
      await rows.createIndex({ caseId: 1, updatedAt: -1 });
      await rows.createIndex({ interactionUid: 1 });
      await rows.createIndex({ registrationId: 1 }, { sparse: true });
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: keptAfterEnd / 1_000 });
    },

    /** A journey that a person began at `/authorize`. */
    open: (journey: NewJourney) => insert(journey),

    /**
     * A journey that a partner made by the API. Repeating it with the same id makes no second one, but a new secret.
     * @returns the row and the secret of its one-time URL, which is kept only hashed.
     */
    async createByPartner(journey: NewJourney): Promise<{ journey: Journey; secret: string }> {
      const secret = newSecret();
      try {
        return { journey: await insert(journey, hashOf(secret)), secret };
      } catch (error) {
        const again = isDuplicateKey(error) && journey.id ? await this.renewStart(journey.id, journey.now) : undefined;
        if (!again) throw error;
        return again;
      }
    },

    /** A new secret for the one-time URL of a journey that is not over; the old one is void. @returns undefined where it is over. */
    async renewStart(id: string, now: Date): Promise<{ journey: Journey; secret: string } | undefined> {
      const secret = newSecret();
      const journey = await rows.findOneAndUpdate(
        { _id: id, 'standing.open': true },
        { $set: { startSecretHash: hashOf(secret), updatedAt: now } },
        { returnDocument: 'after' },
      );
      return journey ? { journey, secret } : undefined;
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** By what the figures of some journeys are told apart. One that nobody saw begin counts as begun on no device we know. */
    async visits(ids: readonly string[]): Promise<Map<string, Visit>> {
      const kept = { partnerId: 1, wanted: 1, language: 1, visit: 1 } as const;
      const found = await rows.find({ _id: { $in: [...ids] } }, { projection: kept }).toArray();
      return new Map(
        found.map(({ _id, partnerId: partner, wanted: level, language, visit }) => [
          _id,
          { partner, level, language, ...(visit ?? { subject: lookup.lookup('journeyEvent', _id), device: 'other' }) },
        ]),
      );
    },

    byInteraction: (interactionUid: string) => rows.findOne({ interactionUid }),

    referenceOf: (journey: Journey): string | undefined =>
      journey.reference && sealer.openJson<string>(bytesOf(journey.reference), `journeys.reference:${journey._id}`),

    /** A partner's verifications, newest first; of one reference, where one is given. `before` is the last row already seen. */
    listOfPartner(
      partnerId: string,
      { reference, limit, before }: { reference?: string; limit: number; before?: Place | undefined },
    ) {
      const which =
        reference === undefined
          ? { 'standing.sequence': { $gte: 0 } }
          : { referenceKey: referenceKey(partnerId, reference) };
      const older = before
        ? {
            $or: [{ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before._id } }],
          }
        : {};
      return rows
        .find({ partnerId, ...which, ...older })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
    },

    listByAccount: (accountId: string, limit: number) =>
      rows.find({ accountId }).sort({ updatedAt: -1 }).limit(limit).toArray(),

    /** The newest journey of a case: where a message's link points. */
    newestOfCase: (caseId: string) => rows.findOne({ caseId }, { sort: { updatedAt: -1 } }),

    /** Spends the one-time secret of a partner-made URL. @returns the journey, or null when the secret is wrong or used. */
    spendStartSecret: (id: string, secret: string, device: DeviceClass, now: Date) =>
      change(
        { _id: id, startSecretHash: hashOf(secret) },
        {
          $unset: { startSecretHash: '' },
          $set: { startedAt: now, visit: { subject: lookup.lookup('journeyEvent', id), device } },
        },
        now,
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
      change(
        { _id: id, $or: [{ accountId: { $exists: false } }, { accountId }] },
        { $set: { accountId, ...waiting }, $min: { startedAt: now } },
        now,
      ),

    async attachRegistration(id: string, registrationId: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { registrationId, updatedAt: now } });
    },

    /** A later registration of the same person has taken over an earlier one, and with it the journeys that wait for it. */
    async passRegistration(from: string, to: string, now: Date): Promise<void> {
      await rows.updateMany({ registrationId: from }, { $set: { registrationId: to, updatedAt: now } });
    },

    /** Attaches the journey to the account's live case; the unfinished period begins anew. */
    attachCase: (id: string, caseId: string, now: Date) =>
      change({ _id: id }, { $set: { caseId, expiresAt: new Date(now.getTime() + unfinishedEnds) } }, now),

    cancel: (id: string, now: Date) =>
      change({ _id: id, cancelledAt: { $exists: false } }, { $set: { cancelledAt: now } }, now),

    /** The partner takes back what is not over; its one-time URL is void. @returns null where it was over. */
    cancelByPartner: (id: string, now: Date) =>
      change(
        { _id: id, 'standing.open': true },
        { $set: { cancelledAt: now, cancelledBy: 'partner' }, $unset: { startSecretHash: '' } },
        now,
      ),

    /** The person takes up again, from the partner's button or a link, what they themselves had cancelled. */
    reopen: (id: string, now: Date) =>
      change({ _id: id, cancelledBy: { $exists: false } }, { $unset: { cancelledAt: '' } }, now),

    /** Erases what the partner entrusted of a person in a verification that is over. @returns null where it is not over. */
    async redact(id: string, now: Date): Promise<Journey | null> {
      for (;;) {
        const journey = await rows.findOne({ _id: id, 'standing.open': false });
        if (!journey?.standing || journey.redactedAt) return journey;
        const standing: Standing = { ...journey.standing, sequence: journey.standing.sequence + 1, at: now };
        const redacted = await rows.findOneAndUpdate(
          { _id: id, 'standing.sequence': journey.standing.sequence },
          {
            $set: { standing, redactedAt: now, updatedAt: now, newsDue: new Date() },
            $unset: { reference: '', referenceKey: '' },
            $push: { news: { ...newsOf(standing), type: 'verification.redacted' } },
          },
          { returnDocument: 'after' },
        );
        if (redacted) return redacted;
      }
    },

    /** Whether a case is that of others than these partners too. */
    isShared: async (caseId: string, partnerIds: string[]): Promise<boolean> =>
      (await rows.findOne({ caseId, partnerId: { $nin: partnerIds } }, { projection: { _id: 1 } })) !== null,

    /** Time travel of a sandbox: it ends so much earlier. Repeating it with the same `travel` changes nothing. */
    async age(id: string, ms: number, travel: string, now: Date): Promise<void> {
      const journey = await rows.findOne({ _id: id });
      if (!journey) return;
      const expiresAt = new Date(journey.expiresAt.getTime() - ms);
      await change({ _id: id, travelled: { $ne: travel } }, { $set: { expiresAt, travelled: travel } }, now);
    },

    /** The account closes: what it had begun is cancelled. */
    async cancelOfAccount(accountId: string, now: Date): Promise<void> {
      const open = { accountId, cancelledAt: { $exists: false }, expiresAt: { $gt: now } };
      const goesOn = { ...open, $or: [{ standing: { $exists: false } }, { 'standing.open': true }] };
      for (const { _id } of await rows.find(goesOn, { projection: { _id: 1 } }).toArray()) await this.cancel(_id, now);
    },

    /** The account is erased: what its partners still ask about stays as it is, without the person; the rest goes. */
    async forgetAccount(accountId: string, now: Date): Promise<void> {
      for (const { _id } of await rows.find({ accountId, 'standing.open': false }).toArray())
        await this.redact(_id, now);
      await rows.deleteMany({ accountId, standing: { $exists: false } });
      const tied = { accountId: '', caseId: '', registrationId: '', interactionUid: '', stale: '' } as const;
      await rows.updateMany({ accountId }, { $unset: { ...tied, reference: '', referenceKey: '' } });
    },

    async markReturned(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { returnedAt: now, updatedAt: now } });
    },
  };
}

type Place = Pick<Journey, '_id' | 'createdAt'>;

type Change = Pick<UpdateFilter<Journey>, '$unset' | '$min'> & { $set?: Partial<Journey> };

/** Where a verification stands when it is made, and the first that webhooks hear of it. */
function beginning(started: boolean, now: Date): Pick<Journey, 'standing' | 'news' | 'newsDue'> {
  const state = started ? 'started' : 'created';
  const standing: Standing = { state, reasons: [], sequence: 1, at: now, open: true };
  return { standing, news: [{ ...newsOf(standing), type: `verification.${state}` }], newsDue: new Date() };
}
