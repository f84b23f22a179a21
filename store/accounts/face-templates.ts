import { createSealer } from '../../platform/keys/sealing.js';
import { bytesOf, insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** What a person agreed to, and what is kept of it: nothing before they are verified. */
export type FaceRow = {
  _id: string;
  consentedAt: Date;
  /** The pipeline that made the template: templates of different ones cannot be compared. */
  version?: string;
  sealed?: Uint8Array;
  keptAt?: Date;
};

export type AccountKey = { _id: string; wrapped: Uint8Array };

/** Numbers that stand for a face, and of which account. */
export type KnownFace = { accountId: string; template: Float32Array };

/**
 * Face templates of accounts, for later recovery and to notice a face that is known under another account: only with the person's consent,
 * each under a key of its account, which lives apart in the keys database and is deleted with consent or account.
 */
export function faceTemplates({ db, keysDb, sealer }: StoreTools) {
  const rows = db.collection<FaceRow>('face_templates');
  const keys = keysDb.collection<AccountKey>('account_keys');
  const contextOf = (accountId: string) => `account:${accountId}`;

  const keyOf = async (accountId: string): Promise<Uint8Array> => {
    const { wrapped } = sealer.newDataKey(contextOf(accountId));
    await insertNew(keys, { _id: accountId, wrapped });
    const row = await keys.findOne({ _id: accountId });
    if (!row) throw new Error('the key of the account was deleted meanwhile');
    return sealer.unwrap(bytesOf(row.wrapped), contextOf(accountId));
  };

  const opened = ({ _id, sealed, version }: FaceRow, wrapped: Uint8Array): Float32Array | undefined => {
    if (!sealed || !version) return undefined;
    const key = sealer.unwrap(bytesOf(wrapped), contextOf(_id));
    const bytes = createSealer(key).open(bytesOf(sealed), `face:${_id}:${version}`);
    return new Float32Array(bytes.slice().buffer);
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ version: 1, _id: 1 });
    },

    /** The person agrees that a template is kept once they are verified. */
    async consent(accountId: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: accountId }, { $setOnInsert: { consentedAt: now } }, { upsert: true });
    },

    /** When the person agreed, and since when there is a template; undefined without consent. */
    async consentOf(accountId: string): Promise<{ consentedAt: Date; keptAt?: Date } | undefined> {
      const row = await rows.findOne({ _id: accountId }, { projection: { sealed: 0 } });
      return row ? { consentedAt: row.consentedAt, ...(row.keptAt ? { keptAt: row.keptAt } : {}) } : undefined;
    },

    /** Keeps the template, in place of an older one, where there is consent. @returns whether it was kept */
    async keep(accountId: string, template: Float32Array, version: string, now: Date): Promise<boolean> {
      if (!(await rows.findOne({ _id: accountId }, { projection: { _id: 1 } }))) return false;
      const bytes = new Uint8Array(template.slice().buffer);
      const sealed = createSealer(await keyOf(accountId)).seal(bytes, `face:${accountId}:${version}`);
      const kept = await rows.updateOne({ _id: accountId }, { $set: { sealed, version, keptAt: now } });
      if (kept.matchedCount === 1) return true;
      // Withdrawn between the two: the key just made goes too.
      await keys.deleteOne({ _id: accountId });
      return false;
    },

    /** Whether there is a template of this version to compare with. */
    async has(accountId: string, version: string): Promise<boolean> {
      return (await rows.findOne({ _id: accountId, version }, { projection: { _id: 1 } })) !== null;
    },

    /** The account's own template, for recovery; undefined without one, or with one of another version. */
    async of(accountId: string, version: string): Promise<Float32Array | undefined> {
      const row = await rows.findOne({ _id: accountId, version });
      const key = row && (await keys.findOne({ _id: accountId }));
      return row && key ? opened(row, key.wrapped) : undefined;
    },

    /**
     * All templates of a version, in blocks in the order of account ids: a search reads each once and holds one block in memory.
     * @param size accounts in a block
     */
    async *blocks(version: string, size: number): AsyncGenerator<KnownFace[]> {
      for (let after = ''; ; ) {
        const block = await rows
          .find({ version, _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(size)
          .toArray();
        const last = block.at(-1);
        if (!last) return;
        const found = await keys.find({ _id: { $in: block.map(({ _id }) => _id) } }).toArray();
        const wrapped = new Map(found.map((key) => [key._id, key.wrapped]));
        yield block.flatMap((row) => {
          const key = wrapped.get(row._id);
          const template = key && opened(row, key);
          return template ? [{ accountId: row._id, template }] : [];
        });
        after = last._id;
      }
    },

    /** Consent withdrawn, or the account closed: the key first, so that what a backup holds cannot be opened either. */
    async erase(accountId: string): Promise<void> {
      await keys.deleteOne({ _id: accountId });
      await rows.deleteOne({ _id: accountId });
    },
  };
}
