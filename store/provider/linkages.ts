import { day } from '../../domain/clock.js';
import { type LinkageKeys, type LinkageProblem, type LinkageState, loopWithin } from '../../domain/linkage/linkage.js';
import { randomId } from '../../platform/random-id.js';
import { bytesOf, idsOf, isDuplicateKey } from '../collection.js';
import { projectState } from '../projection.js';
import type { StoreTools } from '../tools.js';

export type LinkageRow = Omit<LinkageState, 'id'> & {
  _id: string;
  /** The agreement that it is for: keys are released once for each. */
  consentAt: Date;
  /** The one that pages go on with. */
  open?: true;
  keys?: Uint8Array;
  keysUntil?: Date;
  /** A keyed hash: by it a key that comes again is known when it is long erased. */
  keyHash?: string;
  releasedAt?: Date;
  /** The access token that keys were released to: it may read them again. */
  releasedBy?: string;
  /** Where its person goes on with it, who went to change their email address. */
  page?: string;
  /** Keys that the GP system gave out, and rejected. */
  rejected?: { hash: string; turn: number }[];
  openedAt: Date;
  expiresAt: Date;
};

export const keptFor = 90 * day;

/** Connections of a person to their GP surgery for a partner: where they stand, and for minutes the keys, sealed. */
export function linkages({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<LinkageRow>('linkages');
  const contextOf = (id: string) => `linkages:${id}`;
  const stateOf = ({
    _id,
    accountId,
    partnerId,
    version,
    epoch,
    step,
    nonce,
    problem,
    triesLeft,
    updatedAt,
  }: LinkageRow) =>
    ({
      ...{ id: _id, accountId, partnerId, version, epoch, step, nonce, updatedAt },
      ...(problem ? { problem } : {}),
      ...(triesLeft !== undefined ? { triesLeft } : {}),
    }) satisfies LinkageState;

  const hashOf = ({ odsCode, userId, key }: LinkageKeys) =>
    lookup.lookup('linkageKey', [odsCode, userId, key].join('\n'));

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ accountId: 1, partnerId: 1, openedAt: -1 });
      await rows.createIndex(
        { accountId: 1, partnerId: 1, open: 1 },
        { unique: true, partialFilterExpression: { open: true } },
      );
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    hashOf,

    /** The open linkage of an agreement, or a new one. One of another agreement ends with its keys. */
    async open(accountId: string, partnerId: string, consentAt: Date, now: Date): Promise<LinkageState> {
      const known = await rows.findOne({ accountId, partnerId, open: true });
      if (known && known.consentAt.getTime() === consentAt.getTime()) return stateOf(known);
      if (known) await rows.updateOne({ _id: known._id }, { $unset: { open: '', keys: '' } });
      const row: LinkageRow = {
        ...{ _id: randomId(), accountId, partnerId, consentAt, open: true, nonce: randomId() },
        ...{ version: 0, epoch: -1, step: 'reading', updatedAt: now.getTime() },
        ...{ openedAt: now, expiresAt: new Date(now.getTime() + keptFor) },
      };
      try {
        await rows.insertOne(row);
        return stateOf(row);
      } catch (error) {
        // Another tab was first.
        const first = isDuplicateKey(error) && (await rows.findOne({ accountId, partnerId, open: true }));
        if (!first) throw error;
        return stateOf(first);
      }
    },

    /** Where all of an account stand or stood, without keys. */
    async listOf(
      accountId: string,
    ): Promise<Pick<LinkageRow, 'partnerId' | 'step' | 'problem' | 'openedAt' | 'releasedAt'>[]> {
      const found = await rows.find({ accountId }).toArray();
      return found.map(({ partnerId, step, problem, openedAt, releasedAt }) => ({
        ...{ partnerId, step, openedAt },
        ...(problem ? { problem } : {}),
        ...(releasedAt ? { releasedAt } : {}),
      }));
    },

    /** Those that have not ended, one after the other. */
    unfinishedIds: () => idsOf(rows, { step: { $ne: 'ended' } }),

    /** One that pages go on with. */
    async openState(id: string): Promise<LinkageState | undefined> {
      const row = await rows.findOne({ _id: id, open: true });
      return row ? stateOf(row) : undefined;
    },

    async state(id: string): Promise<LinkageState | undefined> {
      const row = await rows.findOne({ _id: id });
      return row ? stateOf(row) : undefined;
    },

    project: (state: LinkageState) => projectState(rows, state),

    /** Its person goes to change the email address that was not taken. @param page where they come back to */
    async leftFor(id: string, page: string): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { page } });
    },

    /** Those that the email address stood in the way of: they try again when it was changed. */
    async awaitingEmail(accountId: string): Promise<string[]> {
      const waits = { accountId, open: true as const, problem: 'linkage_email_not_valid' as const };
      return (await rows.find(waits, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
    },

    /** Where a person goes on, who left a linkage to change their email address. */
    async pageOf(accountId: string): Promise<string | undefined> {
      const left = { accountId, open: true as const, page: { $exists: true } };
      return (await rows.findOne(left, { sort: { openedAt: -1 } }))?.page;
    },

    /** Keeps keys until then. */
    async keep(id: string, keys: LinkageKeys, until: Date): Promise<void> {
      const sealed = sealer.sealJson(keys, contextOf(id));
      await rows.updateOne(
        { _id: id, open: true },
        { $set: { keys: sealed, keysUntil: until, keyHash: hashOf(keys) } },
      );
    },

    /** Pages go on with it no more, and its keys are erased. */
    async end(id: string): Promise<void> {
      await rows.updateOne({ _id: id }, { $unset: { open: '', keys: '', keysUntil: '' } });
    },

    /** The GP system rejected what it had given out. Noting the same turn again counts once. */
    async noteRejected(id: string, keys: LinkageKeys, turn: number): Promise<void> {
      await rows.updateOne({ _id: id }, { $addToSet: { rejected: { hash: hashOf(keys), turn } } });
    },

    /** How often these keys were released to the partner, and how often the GP system rejected them, of late. */
    async timesSeen(accountId: string, partnerId: string, keys: LinkageKeys, now: Date) {
      const hash = hashOf(keys);
      const since = new Date(now.getTime() - loopWithin);
      const found = await rows
        .find({ accountId, openedAt: { $gt: since }, $or: [{ keyHash: hash }, { 'rejected.hash': hash }] })
        .toArray();
      const toPartner = found.filter((row) => row.partnerId === partnerId && row.keyHash === hash && row.releasedAt);
      const rejected = found.flatMap((row) => row.rejected ?? []).filter((one) => one.hash === hash);
      return { released: toPartner.length, rejected: rejected.length };
    },

    /**
     * Releases the keys that lie ready, to one access token: of any number at once the first gets them, and may read them again.
     * @returns undefined where there are none, or another token had them.
     */
    async release(
      accountId: string,
      partnerId: string,
      tokenId: string,
      now: Date,
    ): Promise<{ id: string; keys: LinkageKeys } | undefined> {
      const row = await rows.findOneAndUpdate(
        {
          ...{ accountId, partnerId, step: 'ready', keys: { $exists: true }, keysUntil: { $gt: now } },
          $or: [{ releasedBy: { $exists: false } }, { releasedBy: tokenId }],
        },
        { $set: { releasedBy: tokenId }, $min: { releasedAt: now } },
        { returnDocument: 'after' },
      );
      return row?.keys && { id: row._id, keys: sealer.openJson<LinkageKeys>(bytesOf(row.keys), contextOf(row._id)) };
    },

    /** Why the partner has no keys, as its newest linkage says. */
    async problemOf(accountId: string, partnerId: string): Promise<LinkageProblem | undefined> {
      const row = await rows.findOne(
        { accountId, partnerId },
        { sort: { openedAt: -1 }, projection: { problem: 1, step: 1 } },
      );
      return row?.problem;
    },

    /** The person shares with the partner no more: no key is kept for it. */
    async withdraw(accountId: string, partnerId: string): Promise<void> {
      await rows.updateMany({ accountId, partnerId }, { $unset: { open: '', keys: '', keysUntil: '' } });
    },

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },
  };
}
