import type { Db } from 'mongodb';
import type { Migration } from './migration.js';

/** Indexes that others have taken the place of. */
const replaced: readonly { collection: string; index: string }[] = [
  // It let an account have one live case in all, those of recoveries, which stand aside, among them.
  { collection: 'cases', index: 'accountId_1' },
  { collection: 'audit', index: 'accountId_1_at_-1' },
  { collection: 'audit', index: 'caseId_1_at_-1' },
  { collection: 'audit', index: 'at_-1' },
  { collection: 'reviews', index: 'queuedAt_1' },
];

/** Databases that were made before there were migrations may have indexes that nothing asks for any more. */
export const dropReplacedIndexes: Migration = {
  number: 1,
  name: 'drop-replaced-indexes',
  run: async ({ db }, held) => {
    for (const { collection, index } of replaced) {
      await held();
      if (await has(db, collection, index)) await db.collection(collection).dropIndex(index);
    }
  },
};

async function has(db: Db, collection: string, index: string): Promise<boolean> {
  const there = await db.listCollections({ name: collection }, { nameOnly: true }).hasNext();
  if (!there) return false;
  return (await db.collection(collection).indexes()).some(({ name }) => name === index);
}
