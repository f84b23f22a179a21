import { createSealer, type Sealer } from '../../platform/keys/sealing.js';
import { bytesOf, insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** A key that was erased leaves its row behind, so that none is made anew for the same case. */
export type CaseKey = { _id: string; wrapped?: Uint8Array; erasedAt?: Date };

/** The key of each case, in a database of its own: without it nothing of the case can be read, in a backup neither. */
export function caseKeys({ keysDb, sealer }: Pick<StoreTools, 'keysDb' | 'sealer'>) {
  const keys = keysDb.collection<CaseKey>('case_keys');
  const contextOf = (caseId: string) => `case:${caseId}`;
  const opened = (caseId: string, row: CaseKey | null): Sealer | undefined =>
    row?.wrapped ? createSealer(sealer.unwrap(bytesOf(row.wrapped), contextOf(caseId))) : undefined;

  return {
    /** Seals and opens what belongs to a case; undefined where it was erased or has no key yet. @param make makes a key where none was */
    async of(caseId: string, make: boolean): Promise<Sealer | undefined> {
      const existing = await keys.findOne({ _id: caseId });
      if (existing) return opened(caseId, existing);
      if (!make) return undefined;
      const { wrapped, key } = sealer.newDataKey(contextOf(caseId));
      if (await insertNew(keys, { _id: caseId, wrapped })) return createSealer(key);
      return opened(caseId, await keys.findOne({ _id: caseId }));
    },

    /** The cases whose key is there. */
    async *kept(): AsyncGenerator<string> {
      for await (const { _id } of keys.find({ wrapped: { $exists: true } }, { projection: { _id: 1 } })) yield _id;
    },

    /** Erases the key, for good. */
    async erase(caseId: string): Promise<void> {
      await keys.updateOne(
        { _id: caseId },
        { $unset: { wrapped: '' }, $set: { erasedAt: new Date() } },
        { upsert: true },
      );
    },
  };
}
