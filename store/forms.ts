import { bytesOf, isDuplicateKey } from './collection.js';
import type { StoreTools } from './tools.js';

type Form = {
  _id: string;
  sealed: Uint8Array;
  /** The workflow could not be told of it. */
  untold?: true;
  expiresAt: Date;
};

const keptFor = 29 * 24 * 3_600_000;

/**
 * What people typed, sealed under the nonce of the form, before the workflow is told: an Update carries only the nonce.
 * A draft (several pages, one form) lies under the id of its journey until it is submitted.
 */
export function forms({ db, sealer }: StoreTools) {
  const rows = db.collection<Form>('forms');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    /**
     * First writer wins: a double click or a second tab finds the first one's values in place, unless the workflow could not be told of
     * them. @returns whether this call wrote.
     */
    async put(nonce: string, values: unknown, now: Date): Promise<boolean> {
      const expiresAt = new Date(now.getTime() + keptFor);
      try {
        await rows.insertOne({ _id: nonce, sealed: sealer.sealJson(values, `forms:${nonce}`), expiresAt });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const sealed = sealer.sealJson(values, `forms:${nonce}`);
        const again = await rows.updateOne({ _id: nonce, untold: true }, { $set: { sealed }, $unset: { untold: '' } });
        return again.modifiedCount === 1;
      }
    },

    /** The workflow could not be told of this form: the next values put under its nonce take the place of these. */
    async markUntold(nonce: string): Promise<void> {
      await rows.updateOne({ _id: nonce }, { $set: { untold: true } });
    },

    async get<T>(nonce: string): Promise<T | undefined> {
      const row = await rows.findOne({ _id: nonce });
      return row ? sealer.openJson<T>(bytesOf(row.sealed), `forms:${nonce}`) : undefined;
    },

    /** Replaces the draft of a journey. */
    async saveDraft(journeyId: string, values: unknown, now: Date): Promise<void> {
      const id = `draft-${journeyId}`;
      const expiresAt = new Date(now.getTime() + keptFor);
      const sealed = sealer.sealJson(values, `forms:${id}`);
      await rows.updateOne({ _id: id }, { $set: { sealed, expiresAt } }, { upsert: true });
    },

    async draft<T>(journeyId: string): Promise<T | undefined> {
      const id = `draft-${journeyId}`;
      const row = await rows.findOne({ _id: id });
      return row ? sealer.openJson<T>(bytesOf(row.sealed), `forms:${id}`) : undefined;
    },

    async erase(nonce: string): Promise<void> {
      await rows.deleteOne({ _id: nonce });
    },
  };
}
