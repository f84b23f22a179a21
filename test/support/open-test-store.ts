import { randomBytes } from 'node:crypto';
import { createLookup } from '../../platform/lookup.js';
import { createSealer } from '../../platform/sealing.js';
import { openStore, type Store } from '../../store/database.js';

/** A store of its own on the test run's database server; `drop` removes it. */
export async function openTestStore(): Promise<{ store: Store; drop: () => Promise<void> }> {
  const uri = process.env.MONGODB_URI;
  if (!uri) throw new Error('MONGODB_URI is set by the test run');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const settings = {
    mongodbUri: uri,
    mongodbDatabase: name,
    keysMongodbUri: uri,
    keysMongodbDatabase: `${name}_keys`,
  };
  const store = await openStore(
    settings,
    createSealer(new Uint8Array(randomBytes(32))),
    createLookup(new Uint8Array(randomBytes(32)), 'sandbox'),
  );
  return {
    store,
    drop: async () => {
      await store.tools.db.dropDatabase();
      await store.tools.keysDb.dropDatabase();
      await store.close();
    },
  };
}
