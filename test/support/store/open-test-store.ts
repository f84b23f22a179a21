import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';
import { createLookup } from '../../../platform/keys/lookup.js';
import { createSealer } from '../../../platform/keys/sealing.js';
import { sandboxKey } from '../../../platform/settings/key-environment.js';
import { openStore, type Store } from '../../../store/database.js';
import { isReady } from '../../../store/migrations/standing.js';
import { watchQueries } from './query-watch.js';
import { giveBackDatabase, takeDatabase } from './test-databases.js';

/**
 * A store of its own, empty, on the test run's database server; `drop` ends it. `env`: the settings by which others open it.
 * @param keys of another one, whose rows it can then open
 */
export async function openTestStore(
  keys = { sealing: randomBytes(32), lookup: randomBytes(32) },
): Promise<{ store: Store; drop: () => Promise<void>; env: NodeJS.ProcessEnv }> {
  const uri = process.env.MONGODB_URI;
  if (!uri) throw new Error('MONGODB_URI is set by the test run');
  const { name, used } = takeDatabase();
  const settings = {
    mongodbUri: uri,
    mongodbDatabase: name,
    keysMongodbUri: uri,
    keysMongodbDatabase: `${name}_keys`,
    // It makes all indexes at once, on a machine that has much else to do.
    answerWithinMs: 0,
  };
  const { sealing: sealingKey, lookup: lookupKey } = keys;
  const store = await openStore(
    settings,
    // Two, as while the keys are changed over.
    createSealer([new Uint8Array(sealingKey), new Uint8Array(randomBytes(32))]),
    createLookup(new Uint8Array(lookupKey), 'sandbox'),
  );
  // Not when it is given back: whoever used it may have been writing still.
  if (used) await Promise.all([store.tools.db, store.tools.keysDb].map(empty));
  if (!isReady(await store.schema.standing())) await store.schema.migrate();
  const unfound = watchQueries([store.tools.db, store.tools.keysDb]);
  return {
    store,
    env: {
      ENVIRONMENT: 'sandbox',
      MONGODB_URI: uri,
      MONGODB_DATABASE: name,
      KEYS_MONGODB_DATABASE: settings.keysMongodbDatabase,
      SEALING_KEY: sandboxKey.prefix + sealingKey.toString('base64'),
      LOOKUP_KEY: sandboxKey.prefix + lookupKey.toString('base64'),
    },
    drop: async () => {
      const costly = await unfound();
      await store.close();
      giveBackDatabase(name);
      if (costly.length > 0) throw new Error(`What the product asks costs more with more rows:\n${costly.join('\n')}`);
    },
  };
}

/** What says which indexes there are stays, as they do: made anew for every file they would cost more than most files. */
const ofSchema = ['migrations', 'migration_indexes'];

async function empty(db: Db): Promise<void> {
  const collections = await db.listCollections({ name: { $nin: ofSchema } }, { nameOnly: true }).toArray();
  await Promise.all(collections.map(({ name }) => db.collection(name).deleteMany({})));
}
