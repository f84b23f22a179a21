import { day } from '../domain/clock.js';
import { Conflict } from '../platform/errors.js';
import { bytesOf, insertNew } from './collection.js';
import type { StoreTools } from './tools.js';
import { caseKeys } from './verification/case-keys.js';

export type Form = {
  _id: string;
  sealed: Uint8Array;
  /** The case under whose key it is sealed. */
  caseId?: string;
  /** The workflow could not be told of it. */
  untold?: true;
  expiresAt: Date;
};

export const keptFor = 29 * day;

/**
 * What people typed, sealed under the nonce of the form, before the workflow is told: an Update carries only the nonce.
 * A draft (several pages, one form) lies under an id of its own until it is submitted. What belongs to a case is sealed under the case's
 * key, and erased with it.
 */
export function forms({ db, keysDb, sealer }: StoreTools) {
  const rows = db.collection<Form>('forms');
  const keys = caseKeys({ keysDb, sealer });

  /** @throws Conflict `evidence_erased` where the case was erased. */
  const seal = async (id: string, values: unknown, caseId: string | undefined) => {
    if (!caseId) return { sealed: sealer.sealJson(values, `forms:${id}`) };
    const caseSealer = await keys.of(caseId, true);
    if (!caseSealer) throw new Conflict('evidence_erased', 'This verification is over.');
    return { sealed: caseSealer.sealJson(values, `forms:${id}`), caseId };
  };
  const open = async <T>(row: Form | null): Promise<T | undefined> => {
    const opener = row?.caseId ? await keys.of(row.caseId, false) : sealer;
    return row && opener ? opener.openJson<T>(bytesOf(row.sealed), `forms:${row._id}`) : undefined;
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ caseId: 1 }, { sparse: true });
    },

    /**
     * First writer wins: a double click or a second tab finds the first one's values in place, unless the workflow could not be told of
     * them. @param caseId of a form that belongs to a case @returns whether this call wrote.
     */
    async put(nonce: string, values: unknown, now: Date, caseId?: string): Promise<boolean> {
      const expiresAt = new Date(now.getTime() + keptFor);
      const sealed = await seal(nonce, values, caseId);
      if (await insertNew(rows, { _id: nonce, ...sealed, expiresAt })) return true;
      const again = await rows.updateOne({ _id: nonce, untold: true }, { $set: sealed, $unset: { untold: '' } });
      return again.modifiedCount === 1;
    },

    /** The workflow could not be told of this form: the next values put under its nonce take the place of these. */
    async markUntold(nonce: string): Promise<void> {
      await rows.updateOne({ _id: nonce }, { $set: { untold: true } });
    },

    get: async <T>(nonce: string): Promise<T | undefined> => open<T>(await rows.findOne({ _id: nonce })),

    /** Replaces a draft. @param of names it: a case, a journey in a browser, a sign-in */
    async saveDraft(of: string, values: unknown, now: Date, caseId?: string): Promise<void> {
      const id = `draft-${of}`;
      const expiresAt = new Date(now.getTime() + keptFor);
      await rows.updateOne({ _id: id }, { $set: { ...(await seal(id, values, caseId)), expiresAt } }, { upsert: true });
    },

    draft: async <T>(of: string): Promise<T | undefined> => open<T>(await rows.findOne({ _id: `draft-${of}` })),

    async eraseDraft(of: string): Promise<void> {
      await rows.deleteOne({ _id: `draft-${of}` });
    },

    async erase(nonce: string): Promise<void> {
      await rows.deleteOne({ _id: nonce });
    },

    /** Removes what was typed in a case; its key is erased by evidence.ts. */
    async eraseOfCase(caseId: string): Promise<void> {
      await rows.deleteMany({ caseId });
    },
  };
}
